#include <iostream>

#include "app/data_folder.h"
#include "app/verbs.h"

namespace sahay::app {

Result<int> initialise(const Command& command, const Config& config) {
  const SystemClock clock;
  TRY(open_desk(config, {command.data}, clock));
  std::cout << "The help desk in " << command.data << " is ready. Next: sahay serve --data " << command.data << "\n";
  return 0;
}

}  // namespace sahay::app
