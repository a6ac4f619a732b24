// Fuzz target of SPF and DMARC records: the input is what every name says.
#include "platform/mailauth/dmarc.h"

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
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Echo echo(text);
  const auto client = *sahay::net::parse_address("2001:db8::1");
  const auto spf = sahay::mailauth::check_spf(echo, {client, "mail.example.org", "a.b-c+d@example.org"});
  (void)sahay::mailauth::check_dmarc(echo, "mail.example.org", &spf, {});
  return 0;
}
