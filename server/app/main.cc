#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>

#include "app/verbs.h"

namespace sahay::app {
namespace {

Result<int> run(const Command& command) {
  if (command.verb == Verb::mail_inspect) return inspect_mails(command);
  if (command.verb == Verb::mail_deliver) return deliver_mail(command);
  if (command.verb == Verb::search_rank) return rank_search(command);
  const Result<Config> loaded = load_config(command.config, command.data);
  if (command.verb == Verb::doctor) return diagnose(command, loaded);
  const Config config = TRY(loaded);
  switch (command.verb) {
    case Verb::serve: return serve(command, config);
    case Verb::init: return initialise(command, config);
    case Verb::user_add: return add_user(command, config);
    case Verb::token_add: return add_token(command, config);
    case Verb::demo: return demonstrate(command, config);
    case Verb::backup: return back_up(command, config);
    case Verb::restore: return restore(command, config);
    case Verb::import: return import_data(command, config);
    case Verb::mail_read_again: return read_mails_again(command, config);
    case Verb::doctor:
    case Verb::mail_deliver:
    case Verb::mail_inspect:
    case Verb::search_rank: break;
  }
  return 0;
}

int main_of(int argc, char** argv) {
  const auto parsed = parse_command_line(argc, argv);
  if (const auto* farewell = std::get_if<Farewell>(&parsed)) {
    (farewell->exit_code ? std::cerr : std::cout) << farewell->text;
    return farewell->exit_code;
  }
  try {
    const Result<int> done = run(std::get<Command>(parsed));
    if (done.ok()) return *done;
    std::cerr << "sahay: " << (done.error().detail.empty() ? done.error().key : done.error().detail) << "\n";
  } catch (const std::exception& failure) {
    std::cerr << "sahay: " << failure.what() << "\n";
  }
  return 1;
}

// Each thread keeps seven freed pieces of a size to itself and asks a heap that others use for the rest, where a mail makes and frees
// hundreds. The library takes another number only from its surroundings, so the server starts once more with it (decision 0481);
// where that cannot be, it works as before.
void keep_more_freed_pieces([[maybe_unused]] char** argv) {
#ifdef NDEBUG
  static constexpr char kName[] = "GLIBC_TUNABLES";
  if (!argv[0] || !argv[1] || std::string_view(argv[1]) != "serve" || std::getenv(kName)) return;
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (unknown || ::setenv(kName, "glibc.malloc.tcache_count=64", 1) != 0) return;
  ::execv(program.c_str(), argv);
#endif
}

}  // namespace
}  // namespace sahay::app

int main(int argc, char** argv) {
  sahay::app::keep_more_freed_pieces(argv);
  // Many threads take turns on few cores: two heaps are enough, and large buffers (mails, uploads) go back at once.
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
  return sahay::app::main_of(argc, argv);
}
