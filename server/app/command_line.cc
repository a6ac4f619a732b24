#include "app/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace sahay::app {
namespace {

void add_folder_options(CLI::App* verb, Command& command) {
  verb->add_option("--data", command.data, "Data folder")->capture_default_str();
  verb->add_option("--config", command.config, "Configuration (default: sahay.toml in the data folder, if any)");
}

CLI::App* add_verb(CLI::App& parent, Command& command, Verb verb, const char* name, const char* what) {
  CLI::App* added = parent.add_subcommand(name, what);
  added->callback([&command, verb] { command.verb = verb; });
  return added;
}

void add_account_verbs(CLI::App& app, Command& command) {
  CLI::App* user = app.add_subcommand("user", "Users of the help desk")->require_subcommand(1);
  CLI::App* user_add = add_verb(*user, command, Verb::user_add, "add", "Adds a user; also while the server runs");
  add_folder_options(user_add, command);
  user_add->add_option("--email", command.email, "E-mail address")->required();
  user_add->add_option("--name", command.name, "Name; made from the address when absent");
  user_add->add_option("--role", command.role, "end-user, agent or admin")
      ->check(CLI::IsMember({"end-user", "agent", "admin"}))
      ->capture_default_str();
  user_add->add_flag("--password-stdin", command.password_from_input, "Reads the password from standard input");

  CLI::App* token = app.add_subcommand("token", "API tokens")->require_subcommand(1);
  CLI::App* token_add = add_verb(*token, command, Verb::token_add, "add", "Makes an API token and prints it alone");
  add_folder_options(token_add, command);
  token_add->add_option("--email", command.email, "Address of the user it belongs to")->required();
  token_add->add_flag("--act-for-others", command.act_for_others, "May act on behalf of other users");
}

void add_archive_verbs(CLI::App& app, Command& command) {
  CLI::App* backup =
      add_verb(app, command, Verb::backup, "backup", "Copies database and files; also while the server runs");
  add_folder_options(backup, command);
  backup->add_option("TO,--to", command.archive, "Folder to write; must not exist")->required();
  CLI::App* restore = add_verb(app, command, Verb::restore, "restore", "Brings a backup into an empty data folder");
  add_folder_options(restore, command);
  restore->add_option("FROM,--from", command.archive, "Folder that `backup` wrote")->required();
}

void add_import_verb(CLI::App& app, Command& command) {
  CLI::App* import = add_verb(app, command, Verb::import, "import", "Takes over people, tickets and articles from elsewhere; a second run makes nothing twice");
  add_folder_options(import, command);
  import->add_option("PATH", command.files, "Folders, or files named after what they hold: users.ndjson, tickets.csv, old.mbox")->required();
  import->add_option("--source", command.source, "Name of the system it comes from; numbers are unique within it")->capture_default_str();
  import->add_option("--kind", command.kind, "What the files hold, when their names do not say it")
      ->check(CLI::IsMember({"group", "ticket_field", "organization", "user", "ticket", "article"}));
  import->add_option("--column", command.columns, "HEADING=key: what a column of a table means; may be given several times")
      ->allow_extra_args(false);
  import->add_option("--report", command.report, "File for everything that was left out, one JSON object a line");
}

void add_search_verbs(CLI::App& app, Command& command) {
  CLI::App* search = app.add_subcommand("search", "Search")->require_subcommand(1);
  CLI::App* rank = add_verb(*search, command, Verb::search_rank, "rank",
                            "Ranks documents for queries as the server would, in a store of its own: qid, rank, id, score");
  rank->add_option("--docs", command.docs, "JSON lines with id, title, body")->required();
  rank->add_option("--queries", command.queries, "JSON lines with qid, text")->required();
  rank->add_option("--store", command.engine, "sqlite or postgres")->check(CLI::IsMember({"sqlite", "postgres"}))->capture_default_str();
}

void add_verbs(CLI::App& app, Command& command) {
  CLI::App* serve = add_verb(app, command, Verb::serve, "serve", "Runs the help desk");
  add_folder_options(serve, command);
  serve->add_option("--listen", command.listen, "HOST:PORT instead of the configured one; port 0 takes any free one");
  serve->add_option("--api-calls-a-minute", command.api_calls_a_minute, "How many calls of the API one caller may make in a minute; 0: as many as they like")
      ->check(CLI::Range(0, 1'000'000))->capture_default_str();
#ifdef SAHAY_HOOKS
  serve->add_option("--without-rule", command.without_rules, "For tests: switches a rule of the conduct off by its code (C1); may be given several times")
      ->allow_extra_args(false);
#endif
  add_folder_options(add_verb(app, command, Verb::init, "init", "Makes an empty help desk; no administrator yet"),
                     command);
  add_account_verbs(app, command);
  CLI::App* demo =
      add_verb(app, command, Verb::demo, "demo", "Adds the tickets of a demonstration; a second run adds nothing");
  add_folder_options(demo, command);
  demo->add_option("--tickets", command.tickets, "This many tickets in all, made from the same stories")
      ->check(CLI::Range(0, 10'000'000));
  demo->add_option("--comments", command.comments, "For measurements: tickets with made-up texts and so many comments in all, in an empty desk")
      ->check(CLI::Range(0, 100'000'000));
  add_folder_options(add_verb(app, command, Verb::doctor, "doctor", "Looks for what is wrong and says what to do"),
                     command);
  CLI::App* mail = app.add_subcommand("mail", "Mails")->require_subcommand(1);
  add_verb(*mail, command, Verb::mail_inspect, "inspect",
           "Prints what the server reads in mail files, one JSON object a line")
      ->add_option("FILE", command.files, "Mail files (RFC 5322)")
      ->required();
  CLI::App* deliver = add_verb(*mail, command, Verb::mail_deliver, "deliver",
                               "Takes one mail from standard input, for pipes of a mail server; also while the server is down");
  deliver->add_option("--data", command.data, "Data folder")->capture_default_str();
  deliver->add_option("--to", command.to, "Address it was sent to; may be given several times")->allow_extra_args(false);
  deliver->add_option("--from", command.from, "Sender of the envelope; absent: nobody");
  CLI::App* again = add_verb(*mail, command, Verb::mail_read_again, "read-again",
                             "Reads stored mails anew with this program; what they became is corrected");
  add_folder_options(again, command);
  again->add_option("ID", command.mails, "Numbers of stored mails");
  again->add_flag("--held", command.held, "All that are held because they could not be read");
  add_archive_verbs(app, command);
  add_search_verbs(app, command);
  add_import_verb(app, command);
}

}  // namespace

std::variant<Command, Farewell> parse_command_line(int argc, const char* const* argv) {
  Command command;
  CLI::App app("Sahay, a help desk in one program", "sahay");
  app.set_version_flag("--version", "sahay " SAHAY_VERSION);
  app.require_subcommand(1);
  add_verbs(app, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    // A mail server keeps a mail for later at 75 only: every mistake in a pipe's command is one that a person can mend.
    const bool pipe = argc > 2 && std::string_view(argv[1]) == "mail" && std::string_view(argv[2]) == "deliver";
    if (e.get_exit_code() == 0) {
      std::ostringstream out, unused;
      app.exit(e, out, unused);
      return Farewell{0, out.str()};
    }
    return Farewell{pipe ? 75 : 2, std::string("sahay: ") + e.what() + "\n(sahay --help)\n"};
  }
  return command;
}

}  // namespace sahay::app
