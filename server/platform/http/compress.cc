#include <zlib.h>

#include <memory>

#include "base/text.h"
#include "platform/http/message.h"

namespace sahay::http {
namespace {

constexpr std::size_t kSmallest = 1500;       // about one packet: below, compression saves nothing
constexpr std::size_t kLargest = 8 << 20;
constexpr int kLevel = 1;                     // measured: docs/decisions/0020-http-server.md
constexpr int kGzipWindow = 15 + 16;          // zlib: +16 asks for the gzip wrapper

bool is_text(std::string_view type) {
  type = type.substr(0, type.find(';'));
  return type.starts_with("text/") || type == "application/json" || type == "application/javascript" ||
         type == "image/svg+xml" || type.ends_with("+json") || type.ends_with("+xml");
}

// One deflate state per worker: its 256 kB are set up once, not per answer.
class Deflater {
 public:
  Deflater() { ready_ = deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK; }
  ~Deflater() {
    if (ready_) deflateEnd(&stream_);
  }
  Deflater(const Deflater&) = delete;

  // Empty when it failed.
  std::string run(const std::string& in) {
    if (!ready_ || deflateReset(&stream_) != Z_OK) return {};
    std::string out(deflateBound(&stream_, in.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = uInt(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = uInt(out.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return {};
    out.resize(out.size() - stream_.avail_out);
    return out;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

void compress(const Request& request, Response& response) {
  if (response.body.size() < kSmallest || response.body.size() > kLargest) return;
  if (response.shared_body || !response.file_path.empty() || !may_have_body(response.status)) return;
  if (response.headers.contains("content-encoding")) return;
  const auto type = response.headers.find("content-type");
  if (type == response.headers.end() || !is_text(type->second)) return;
  response.header("vary", "accept-encoding");
  if (!accepts_encoding(request.header("accept-encoding"), "gzip")) return;
  thread_local Deflater deflater;
  auto packed = deflater.run(response.body);
  if (packed.empty() || packed.size() >= response.body.size()) return;
  response.body = std::move(packed);
  response.header("content-encoding", "gzip");
}

}  // namespace sahay::http
