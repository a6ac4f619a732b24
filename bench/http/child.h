// A server in a process of its own, so that its CPU time and memory are its own.
// Threading: call before any thread is started (fork).
#pragma once

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

namespace sahay::bench {

class Child {
 public:
  // `serve` starts a server and returns its port; the process then waits to be ended.
  explicit Child(const std::function<std::uint16_t()>& serve) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    process_ = ::fork();
    if (process_ == 0) {
      const std::uint16_t port = serve();
      if (::write(ends[1], &port, sizeof port) != sizeof port) std::abort();
      while (true) ::pause();
    }
    if (::read(ends[0], &port_, sizeof port_) != sizeof port_) std::abort();
    ::close(ends[0]);
    ::close(ends[1]);
  }
  ~Child() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  Child(const Child&) = delete;

  std::uint16_t port() const { return port_; }

  double cpu_seconds() const {
    std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
    std::string text(std::istreambuf_iterator<char>(file), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) / double(::sysconf(_SC_CLK_TCK));
  }

  // Anonymous and shared memory in kB without what is only cached files.
  long memory_kb() const {
    std::ifstream file("/proc/" + std::to_string(process_) + "/smaps_rollup");
    std::string word;
    long value = 0, total = 0;
    while (file >> word) {
      if (word == "Pss_Anon:" || word == "Pss_Shmem:") {
        file >> value;
        total += value;
      }
    }
    return total;
  }

 private:
  pid_t process_ = 0;
  std::uint16_t port_ = 0;
};

inline void raise_file_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace sahay::bench
