#include "desk/email/spool.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>

#include "base/log.h"
#include "base/text.h"
#include "desk/email/receive.h"

namespace sahay::email {
namespace {

constexpr char kEnding[] = ".mail";
constexpr std::size_t kMostAtOnce = 1000;

Error failed(const std::string& what) { return {ErrorCode::unavailable, "error.unavailable", what + ": " + std::strerror(errno)}; }

Result<void> write_whole(const std::string& path, std::string_view bytes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed(path);
  bool good = true;
  while (good && !bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    good = count > 0;
    if (good) bytes.remove_prefix(std::size_t(count));
  }
  good = good && ::fsync(descriptor) == 0;
  const int error = errno;
  good = ::close(descriptor) == 0 && good;
  errno = error;
  if (!good) return failed(path);
  return {};
}

Result<void> sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return failed(folder);
  const bool good = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!good) return failed(folder);
  return {};
}

std::vector<std::string> waiting_in(const std::string& folder) {
  std::vector<std::string> out;
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(folder.c_str()), ::closedir);
  if (!dir) return out;
  while (const dirent* entry = ::readdir(dir.get()))
    if (const std::string name = entry->d_name; !name.starts_with('.') && name.ends_with(kEnding) && out.size() < kMostAtOnce)
      out.push_back(name);
  std::sort(out.begin(), out.end());
  return out;
}

Result<SpoolEnvelope> read_envelope(std::string_view line) {
  const Json json = TRY(parse_json(line));
  SpoolEnvelope out;
  if (!json.is_object()) return Error{ErrorCode::bad_request, "error.bad_request", "envelope"};
  out.sender = string_at(json.get_object(), "sender").value_or("");
  if (const JsonArray* list = array_at(json.get_object(), "recipients"))
    for (const Json& one : *list)
      if (one.is_string()) out.recipients.emplace_back(one.get_string());
  return out;
}

// The spool is looked at twice a second; once a minute is enough to say why it does not empty.
void tell_that_it_stays(const std::string& path, const Error& why) {
  thread_local std::chrono::steady_clock::time_point told;
  const auto now = std::chrono::steady_clock::now();
  if (told != std::chrono::steady_clock::time_point() && now - told < std::chrono::minutes(1)) return;
  told = now;
  log::warning("email", "a mail stays in the spool", {{"file", path}, {"reason", why.detail}});
}

// What did not come from deliver is put aside, not thrown away.
void put_aside(const std::string& path, std::string_view why) {
  log::error("email", "a file in the spool is no mail and was put aside", {{"file", path}, {"reason", why}});
  ::rename(path.c_str(), (path + ".aside").c_str());
}

}  // namespace

Result<void> leave_in_spool(const std::string& folder, const SpoolEnvelope& envelope, std::string_view bytes) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failed(folder);
  const auto now = SystemClock{}.now();
  char stamp[32];
  std::snprintf(stamp, sizeof stamp, "%020lld", static_cast<long long>(now.micros));
  const std::string name = std::string(stamp) + "." + text::random_token(9) + kEnding;
  JsonObject head{{"sender", envelope.sender}};
  JsonArray to;
  for (const auto& one : envelope.recipients) to.emplace_back(one);
  head["recipients"] = std::move(to);
  const std::string hidden = folder + "/." + name, shown = folder + "/" + name;
  if (auto written = write_whole(hidden, to_string(Json(head)) + "\n" + std::string(bytes)); !written.ok()) {
    ::unlink(hidden.c_str());
    return written;
  }
  if (::rename(hidden.c_str(), shown.c_str()) != 0) return failed(shown);
  return sync_folder(folder);
}

int take_spooled(const MailDesk& desk, db::Store& store) {
  const std::string& folder = desk.settings.spool_folder;
  int taken = 0;
  for (const auto& name : waiting_in(folder)) {
    const std::string path = folder + "/" + name;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text_of;
    text_of << in.rdbuf();
    const std::string all = std::move(text_of).str();
    const auto end = all.find('\n');
    const auto envelope = read_envelope(std::string_view(all).substr(0, end));
    if (!envelope.ok() || end == all.npos) {
      put_aside(path, "no envelope");
      continue;
    }
    const auto stored = receive_bytes(desk, store, envelope->sender, envelope->recipients, std::string_view(all).substr(end + 1));
    if (!stored.ok()) {
      tell_that_it_stays(path, stored.error());
      break;
    }
    ::unlink(path.c_str());
    ++taken;
  }
  return taken;
}

}  // namespace sahay::email
