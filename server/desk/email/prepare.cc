#include "base/text.h"
#include "desk/email/prepared.h"
#include "desk/email/threading.h"

namespace sahay::email {
namespace {

std::string content_hash(const mail::Message& m) {
  std::string all = m.from.address;
  for (const std::string* part : {&m.subject, &m.text, &m.html}) {
    all += '\0';
    all += *part;
  }
  for (const auto& file : m.attachments) all += '\0' + file.filename + '\0' + std::to_string(file.size);
  return text::to_hex(text::sha256(all));
}

// A report brings our mail back, or its header; the addresses that only its reader had are in there.
std::vector<std::string> returned_addresses(std::string_view bytes) {
  constexpr std::size_t kMost = 20;
  static constexpr std::string_view kPart = "abcdefghijklmnopqrstuvwxyz0123456789._-+=";
  std::vector<std::string> out;
  for (std::size_t plus = bytes.find('+'); plus != bytes.npos && out.size() < kMost; plus = bytes.find('+', plus + 1)) {
    if (plus + 1 >= bytes.size() || ((bytes[plus + 1] | 0x20) != 't' && (bytes[plus + 1] | 0x20) != 'b')) continue;
    const std::string around = text::lower_ascii(bytes.substr(plus - std::min<std::size_t>(plus, 64), 384));
    const std::size_t middle = std::min<std::size_t>(plus, 64);
    const auto before = around.find_last_not_of(kPart, middle);
    const std::size_t begin = before == around.npos ? 0 : before + 1;
    const auto at = around.find('@', middle);
    if (at == around.npos) continue;
    const std::size_t end = std::min(around.find_first_not_of(kPart, at + 1), around.size());
    std::string address = around.substr(begin, end - begin);
    if (parse_plus_address(address)) out.push_back(std::move(address));
  }
  return out;
}

}  // namespace

Result<Prepared> prepare(const MailDesk& desk, const RawMail& raw, std::string_view bytes, std::string_view inbox) {
  mail::ParseOptions options;
  options.own_addresses = desk.own_addresses();
  options.max_bytes = std::max(options.max_bytes, desk.settings.max_message);
  Prepared out;
  out.raw = raw;
  try {
    out.message = TRY(mail::parse(bytes, options));
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, "error.internal", e.what()};
  }
  out.content_hash = content_hash(out.message);
  out.message_id = bare_id(out.message.message_id);
  if (out.message_id.empty()) out.message_id = out.content_hash.substr(0, 32) + "@content.invalid";
  const mail::Bounce& b = out.message.bounce;
  if (b.bounce || b.delayed || b.delivered || b.complaint) out.returned = returned_addresses(bytes);
  out.verdict = raw.verdict.empty() ? find_out(desk, raw, out.message, bytes, inbox) : read_verdict(raw.verdict);
  out.trust = trust_of(out.verdict);
  out.raw.verdict = verdict_json(out.verdict);
  for (auto& file : out.message.attachments) {
    if (file.size == 0) continue;
    StoredFile stored;
    stored.sha256 = TRY(desk.files.put(file.bytes));
    stored.size = std::int64_t(file.bytes.size());
    stored.about = {file.filename, file.content_type, file.content_id, file.is_inline};
    out.files.push_back(std::move(stored));
    file.bytes = {};
  }
  return out;
}

}  // namespace sahay::email
