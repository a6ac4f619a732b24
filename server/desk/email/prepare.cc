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

}  // namespace

Result<Prepared> prepare(const MailDesk& desk, const RawMail& raw, std::string_view bytes) {
  mail::ParseOptions options;
  for (const auto& inbox : desk.settings.inboxes) options.own_addresses.push_back(text::lower_ascii(inbox.address));
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
  out.trust = trust_of(out.message, desk.settings.trusted_authserv_ids);
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
