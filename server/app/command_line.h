// The command line of the one program: `sahay VERB [options]`. Forms that scripts rely on stand in
// docs/admin/commands.md. Rule of use: parse once in main; what comes back is either a command to run or what to print
// before leaving. Threading: pure.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sahay::app {

enum class Verb { serve, init, user_add, token_add, mail_inspect, mail_deliver, mail_read_again, demo, doctor, backup, restore, import, search_rank };

struct Command {
  Verb verb = Verb::serve;
  std::string data = "data";  // the data folder
  std::string config;         // "" = sahay.toml in the data folder, when there is one
  std::string listen;         // "" = as configured
  int api_calls_a_minute = 0;  // of one caller; 0 = no limit
  std::vector<std::string> without_rules;  // codes that a test switches off; only in builds with hooks
  std::string email, name, role = "end-user";
  bool password_from_input = false;
  bool act_for_others = false;
  std::vector<std::string> files;  // of mail inspect and import
  std::vector<std::string> to;     // of mail deliver
  std::string from;
  std::vector<std::int64_t> mails;  // of mail read-again; with `held` those that could not be read
  bool held = false;
  std::string source = "import", kind, report;  // of import: the system it comes from, what the files hold
  std::vector<std::string> columns;             // of import: HEADING=key of a table
  std::string archive;             // folder that backup writes and restore reads
  int tickets = 0;                 // of demo: more of them, made from the stories
  std::int64_t comments = 0;       // of demo: so many with made-up texts, instead of the stories
  std::string docs, queries, engine = "sqlite";  // of search rank
};

// Printed instead of running anything: help and version (0) or what is wrong (2).
struct Farewell {
  int exit_code = 0;
  std::string text;
};

std::variant<Command, Farewell> parse_command_line(int argc, const char* const* argv);

}  // namespace sahay::app
