#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/text.h"
#include "platform/mailauth/signed_fields.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kLine = 72;
// What readers and their programs see. The first ones are signed once more than they are there.
constexpr const char* kSealed[] = {"From", "To", "Cc", "Subject", "Date", "Reply-To", "Message-ID", "In-Reply-To",
                                   "References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
constexpr const char* kSigned[] = {"Sender", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"};

std::string names_of(const RawMessage& message) {
  std::string out;
  const auto add = [&](std::string_view name, bool once_more) {
    for (const auto& field : message.fields)
      if (text::equal_ignoring_case(field.name, name)) out += (out.empty() ? "" : ":") + std::string(name);
    if (once_more) out += (out.empty() ? "" : ":") + std::string(name);
  };
  for (const auto* name : kSealed) add(name, true);
  for (const auto* name : kSigned) add(name, false);
  return out;
}

// Long values on lines of their own: blanks inside count for nothing.
std::string folded(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    std::size_t take = std::min(kLine, value.size());
    if (take < value.size())
      if (const auto colon = value.substr(0, take).rfind(':'); colon != value.npos) take = colon + 1;
    out += "\r\n\t" + std::string(value.substr(0, take));
    value.remove_prefix(take);
  }
  return out;
}

Error refused() { return {ErrorCode::internal, "error.internal", "OpenSSL makes no key"}; }

std::string public_bytes(EVP_PKEY* key) {
  std::string out;
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519) {
    std::size_t size = 32;
    out.resize(size);
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(out.data()), &size);
    return out;
  }
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size > 0) out.assign(reinterpret_cast<char*>(der), std::size_t(size));
  OPENSSL_free(der);
  return out;
}

}  // namespace

Result<Secret> make_dkim_key(DkimKey::Kind kind) {
  const Key key(kind == DkimKey::Kind::ed25519 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519") : EVP_RSA_gen(2048));
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
  if (!key || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return refused();
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return Secret(std::string(text, std::size_t(size)));
}

Result<std::string> dkim_record(const Secret& private_key) {
  const Key key = TRY(read_private_key(private_key));
  const bool ed25519 = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
  return std::string("v=DKIM1; k=") + (ed25519 ? "ed25519" : "rsa") + "; p=" + text::to_base64(public_bytes(key.get()));
}

std::string check_dkim_record(const DkimKey& key, net::RecordSource& records) {
  const bool ed25519 = key.kind == DkimKey::Kind::ed25519;
  const PublicKey there = public_key(key.selector, key.domain, ed25519 ? "ed25519-sha256" : "rsa-sha256", records);
  if (there.trouble == DkimResult::temperror) return "dkim.check.no_answer";
  if (!there.key) return there.reason == "no key" ? "dkim.check.missing" : "dkim.check.malformed";
  const auto mine = read_private_key(key.private_key);
  if (!mine.ok()) return "dkim.error.key";
  return public_bytes(there.key.get()) == public_bytes(mine->get()) ? "" : "dkim.check.other";
}

Result<std::string> sign_dkim(std::string_view bytes, const std::vector<DkimKey>& keys, Time now) {
  const RawMessage message = split_message(bytes);
  BodyHashes hashes(message.body);
  const std::string names = names_of(message);
  std::string out;
  for (const DkimKey& wanted : keys) {
    const Key key = TRY(read_private_key(wanted.private_key));
    const bool ed25519 = wanted.kind == DkimKey::Kind::ed25519;
    const auto& body = hashes.of(Form::relaxed, std::numeric_limits<std::uint64_t>::max());
    std::string field = std::string("DKIM-Signature: v=1; a=") + (ed25519 ? "ed25519" : "rsa") +
                        "-sha256; c=relaxed/relaxed; d=" + wanted.domain + ";\r\n\ts=" + wanted.selector +
                        "; t=" + std::to_string(now.seconds()) + ";\r\n\tbh=" + text::to_base64(body.hash) +
                        ";\r\n\th=" + folded(names).substr(3) + ";\r\n\tb=";
    const std::string data = chosen_fields(message, names, Form::relaxed) + own_field(field, Form::relaxed);
    const std::string signature = TRY(make_signature(key.get(), wanted.kind, data));
    out += field + folded(text::to_base64(signature)).substr(3) + "\r\n";
  }
  return out;
}

}  // namespace sahay::mailauth
