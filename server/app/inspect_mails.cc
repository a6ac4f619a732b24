#include <fstream>
#include <iostream>
#include <sstream>

#include "app/verbs.h"
#include "platform/mail/inspect.h"

namespace sahay::app {

Result<int> inspect_mails(const Command& command) {
  std::ios::sync_with_stdio(false);
  int failed = 0;
  for (const std::string& path : command.files) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (!file || !(bytes << file.rdbuf())) {
      std::cerr << "sahay: " << path << " cannot be read or is empty\n";
      failed = 1;
      continue;
    }
    std::cout << mail::inspect_json(path, bytes.view()) << '\n';
  }
  return failed;
}

}  // namespace sahay::app
