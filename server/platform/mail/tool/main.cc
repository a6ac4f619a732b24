// mail_inspect FILE...: one JSON object a line, for scoring the parser without the server.
#include <fstream>
#include <iostream>
#include <sstream>

#include "platform/mail/inspect.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  int failed = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::cerr << argv[i] << ": cannot be read\n";
      failed = 1;
      continue;
    }
    std::ostringstream bytes;
    bytes << in.rdbuf();
    std::cout << sahay::mail::inspect_json(argv[i], bytes.view()) << '\n';
  }
  return failed;
}
