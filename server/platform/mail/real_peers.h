// For tests: a real Dovecot and a real Postfix of our own on loopback, under a temporary folder, stopped and removed
// with their object. Both need root for their users; start() says why it cannot.
// Threading: one thread.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace sahay::mail::test {

inline std::uint16_t free_port() {
  const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(s, reinterpret_cast<sockaddr*>(&address), size) != 0) abort();
  getsockname(s, reinterpret_cast<sockaddr*>(&address), &size);
  close(s);
  return ntohs(address.sin_port);
}

inline bool wait_for_port(std::uint16_t port) {
  for (int i = 0; i < 100; ++i) {
    const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool up = connect(s, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    close(s);
    if (up) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

inline int shell(const std::string& command) {
  const int status = std::system((command + " >/dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

inline void write_file(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// A folder that the servers' own users can reach.
class ServerFolder {
 public:
  explicit ServerFolder(const std::string& name) {
    std::string path = "/tmp/sahay-" + name + "-XXXXXX";
    if (!mkdtemp(path.data())) abort();
    path_ = path;
    std::filesystem::permissions(path_, std::filesystem::perms(0755));
  }
  ~ServerFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Dovecot {
 public:
  ~Dovecot() {
    if (running_) stop();
  }
  // "" or the reason why not.
  std::string start() {
    if (geteuid() != 0) return "needs root";
    if (shell("command -v dovecot") != 0) return "Dovecot is not installed";
    const std::string& p = folder_.path();
    if (shell("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout " + p + "/key.pem -out " + p +
              "/cert.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1") != 0)
      return "openssl made no certificate";
    write_file(p + "/users", "help@desk.test:{PLAIN}secret::::::\n");
    write_file(p + "/dovecot.conf", config());
    std::filesystem::create_directories(p + "/mail");
    if (shell("chown mail:mail " + p + "/mail") != 0) return "no user mail";
    return restart();
  }
  std::string restart() {
    if (running_) stop();
    if (shell("dovecot -c " + folder_.path() + "/dovecot.conf") != 0) return "Dovecot did not start";
    running_ = true;
    return wait_for_port(imap) && wait_for_port(imaps) && wait_for_port(lmtp) ? "" : "Dovecot does not listen";
  }
  void stop() {
    shell("doveadm -c " + folder_.path() + "/dovecot.conf stop");
    running_ = false;
    for (int i = 0; i < 100 && std::filesystem::exists(folder_.path() + "/run/master.pid"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  // Makes the server number the mailbox anew at its next start.
  void forget_numbers() { shell("find " + folder_.path() + "/mail -name 'dovecot*' -delete"); }
  std::string certificate() const { return folder_.path() + "/cert.pem"; }
  // The files of the mailbox, as delivered.
  std::vector<std::string> mails() const {
    std::vector<std::string> out;
    for (const char* sub : {"new", "cur"}) {
      const auto path = folder_.path() + "/mail/help@desk.test/" + sub;
      if (!std::filesystem::exists(path)) continue;
      for (const auto& file : std::filesystem::directory_iterator(path)) {
        std::ifstream in(file.path());
        out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      }
    }
    return out;
  }

  const std::uint16_t imap = free_port(), imaps = free_port(), lmtp = free_port();

 private:
  std::string config() const {
    const std::string& p = folder_.path();
    return "base_dir = " + p + "/run\nstate_dir = " + p + "/run\nlog_path = " + p + "/dovecot.log\n" +
           "protocols = imap lmtp\nlisten = 127.0.0.1\nssl = yes\nssl_cert = <" + p + "/cert.pem\nssl_key = <" + p +
           "/key.pem\nauth_mechanisms = plain login\nmail_location = maildir:" + p +
           "/mail/%u\nmail_uid = mail\nmail_gid = mail\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n" +
           "passdb {\n driver = passwd-file\n args = scheme=PLAIN username_format=%u " + p + "/users\n}\n" +
           "userdb {\n driver = static\n args = uid=mail gid=mail home=" + p + "/mail/%u allow_all_users=yes\n}\n" +
           "service imap-login {\n inet_listener imap {\n port = " + std::to_string(imap) +
           "\n }\n inet_listener imaps {\n port = " + std::to_string(imaps) + "\n ssl = yes\n }\n}\n" +
           "service lmtp {\n inet_listener lmtp {\n address = 127.0.0.1\n port = " + std::to_string(lmtp) +
           "\n }\n}\n" + "namespace inbox {\n inbox = yes\n}\n";
  }

  ServerFolder folder_{"dovecot"};
  bool running_ = false;
};

// Takes mail on `smtp` and hands what is for desk.test to `lmtp_target` by LMTP; everything else bounces.
class Postfix {
 public:
  ~Postfix() {
    if (running_) shell("postfix -c " + folder_.path() + "/etc stop");
  }
  std::string start(std::uint16_t lmtp_target) {
    if (geteuid() != 0) return "needs root";
    if (shell("command -v postfix") != 0) return "Postfix is not installed";
    const std::string& p = folder_.path();
    for (const char* sub : {"/etc", "/queue", "/data"}) std::filesystem::create_directories(p + sub);
    if (shell("chown postfix " + p + "/data") != 0) return "no user postfix";
    write_file(
        p + "/etc/main.cf",
        "compatibility_level = 3.6\nqueue_directory = " + p + "/queue\ndata_directory = " + p + "/data\n" +
            "command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmail_owner = postfix\n" +
            "setgid_group = postdrop\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nmyhostname = mx.desk.test\n" +
            "mydestination =\nmynetworks = 127.0.0.0/8\nrelay_domains = desk.test\nmaillog_file = " + p +
            "/mail.log\n" +
            "maillog_file_prefixes = /tmp\nalias_maps =\nalias_database =\nlocal_recipient_maps =\nbiff = no\n" +
            "smtpd_relay_restrictions = permit_mynetworks, reject\nsmtpd_discard_ehlo_keywords =\n" +
            "default_transport = error:5.4.4 nobody there\nrelay_transport = lmtp:inet:127.0.0.1:" +
            std::to_string(lmtp_target) +
            "\nminimal_backoff_time = 1s\nqueue_run_delay = 2s\nmaximal_backoff_time = 2s\n");
    write_file(p + "/etc/master.cf", std::to_string(smtp) + " inet n - n - - smtpd\n" + kServices);
    if (shell("postfix -c " + p + "/etc start") != 0) return "Postfix did not start";
    running_ = true;
    return wait_for_port(smtp) ? "" : "Postfix does not listen";
  }
  std::string log() const {
    std::ifstream in(folder_.path() + "/mail.log");
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  void flush() { shell("postqueue -c " + folder_.path() + "/etc -f"); }

  const std::uint16_t smtp = free_port();

 private:
  static constexpr char kServices[] =
      "pickup unix n - n 60 1 pickup\ncleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\n"
      "rewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n"
      "trace unix - - n - 0 bounce\nverify unix - - n - 1 verify\nflush unix n - n 1000? 0 flush\n"
      "proxymap unix - - n - - proxymap\nsmtp unix - - n - - smtp\nrelay unix - - n - - smtp\nshowq unix n - n - - "
      "showq\n"
      "error unix - - n - - error\nretry unix - - n - - error\ndiscard unix - - n - - discard\n"
      "lmtp unix - - n - - lmtp\nanvil unix - - n - 1 anvil\nscache unix - - n - 1 scache\npostlog unix-dgram n - n - "
      "1 postlogd\n";

  ServerFolder folder_{"postfix"};
  bool running_ = false;
};

}  // namespace sahay::mail::test
