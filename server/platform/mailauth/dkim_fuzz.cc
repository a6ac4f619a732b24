// Fuzz target of messages with signatures and seals; the keys are the input's own words.
#include "platform/mailauth/arc.h"
#include "platform/mailauth/dkim.h"

namespace {

class Echo final : public sahay::net::RecordSource {
 public:
  explicit Echo(std::string_view text) : text_(text) {}
  sahay::net::Records look_up(std::string_view, sahay::net::RecordType) override {
    sahay::net::Records out;
    out.state = sahay::net::Records::State::found;
    out.list.emplace_back().text = text_;
    return out;
  }

 private:
  std::string text_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // What stands behind the first NUL answers every question.
  const auto cut = bytes.find('\0');
  Echo echo(cut == bytes.npos ? "" : bytes.substr(cut + 1));
  const std::string_view message = bytes.substr(0, cut);
  (void)sahay::mailauth::verify_dkim(message, echo, sahay::Time::from_seconds(1'700'000'000));
  (void)sahay::mailauth::check_arc(message, echo);
  return 0;
}
