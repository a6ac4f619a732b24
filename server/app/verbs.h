// The verbs of the command line, one file each. A verb answers the exit code; what went wrong is an Error whose detail
// is one sentence for the operator.
// Threading: the main thread, before or instead of the server.
#pragma once

#include "app/command_line.h"
#include "app/config.h"
#include "base/result.h"

namespace sahay::app {

Result<int> serve(const Command& command, Config config);  // until SIGTERM or SIGINT
Result<int> initialise(const Command& command, const Config& config);
Result<int> add_user(const Command& command, const Config& config);
Result<int> add_token(const Command& command, const Config& config);
Result<int> demonstrate(const Command& command, const Config& config);
Result<int> diagnose(const Command& command, const Result<Config>& config);  // doctor; 1 = something is wrong
Result<int> back_up(const Command& command, const Config& config);
Result<int> restore(const Command& command, const Config& config);
Result<int> import_data(const Command& command, const Config& config);  // 1 = something was left out
Result<int> inspect_mails(const Command& command);
int deliver_mail(const Command& command);  // codes of sysexits: 0, or 75 for "keep it and come again"
Result<int> read_mails_again(const Command& command, const Config& config);
Result<int> rank_search(const Command& command);

}  // namespace sahay::app
