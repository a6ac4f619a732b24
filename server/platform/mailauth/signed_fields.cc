#include "platform/mailauth/signed_fields.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/text.h"

namespace sahay::mailauth {
namespace {

constexpr int kLeastBits = 1024, kMostBits = 4096;  // RFC 8301 3.2; above, a look costs too much
constexpr std::size_t kMostNames = 200;

bool lists(std::string_view list, std::string_view word) {
  for (const auto item : text::split(list, ':'))
    if (text::equal_ignoring_case(without_blanks(item), word)) return true;
  return false;
}

Key rsa_key(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  if (Key key{d2i_PUBKEY(nullptr, &at, long(der.size()))}) return EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA ? std::move(key) : nullptr;
  at = reinterpret_cast<const unsigned char*>(der.data());  // some publish the bare PKCS#1 form
  return Key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, long(der.size())));
}

PublicKey trouble(DkimResult result, std::string reason) {
  PublicKey out;
  out.trouble = result;
  out.reason = std::move(reason);
  return out;
}

PublicKey read_key(std::string_view record, std::string_view algorithm) {
  const auto bad = [](const char* why) { return trouble(DkimResult::permerror, why); };
  const auto tags = TagList::read(record);
  if (!tags || (tags->has("v") && (tags->first() != "v" || tags->at("v") != "DKIM1"))) return bad("key record malformed");
  const bool ed25519 = algorithm == "ed25519-sha256";
  const std::string_view kind = tags->has("k") ? tags->at("k") : "rsa";
  if (kind != (ed25519 ? "ed25519" : "rsa")) return bad("key of another kind");
  if (tags->has("h") && !lists(tags->at("h"), "sha256")) return bad("key not for sha256");
  if (tags->has("s") && !lists(tags->at("s"), "*") && !lists(tags->at("s"), "email")) return bad("key not for mail");
  if (!tags->has("p")) return bad("key record malformed");
  const std::string packed = tags->packed("p");
  if (packed.empty()) return bad("key revoked");
  const auto bytes = text::from_base64(packed);
  if (!bytes) return bad("key malformed");
  PublicKey out;
  if (ed25519) {
    if (bytes->size() == 32)
      out.key.reset(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                                reinterpret_cast<const unsigned char*>(bytes->data()), 32));
  } else {
    out.key = rsa_key(*bytes);
  }
  if (!out.key) return bad("key malformed");
  out.bits = EVP_PKEY_get_bits(out.key.get());
  if (!ed25519 && out.bits < kLeastBits) return bad("key too short");
  if (out.bits > kMostBits) return bad("key too long");
  out.testing = lists(tags->at("t"), "y");
  out.same_domain = lists(tags->at("t"), "s");
  return out;
}

}  // namespace

void KeyFree::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

PublicKey public_key(std::string_view selector, std::string_view domain, std::string_view algorithm,
                     net::RecordSource& records) {
  const auto answer =
      records.look_up(std::string(selector) + "._domainkey." + std::string(domain), net::RecordType::txt);
  if (answer.state == net::Records::State::failed) return trouble(DkimResult::temperror, "no answer of the DNS");
  if (answer.list.empty()) return trouble(DkimResult::permerror, "no key");
  // Beside the key there may be foreign texts; the first that is one decides.
  PublicKey out;
  for (const auto& record : answer.list) {
    out = read_key(record.text, algorithm);
    if (out.key) break;
  }
  return out;
}

const BodyHashes::Made& BodyHashes::of(Form form, std::uint64_t most) {
  const auto [at, fresh] = made_.try_emplace({form, most});
  if (fresh) {
    BodyHash hash(form, most);
    hash.feed(body_);
    at->second.hash = hash.finish();
    at->second.length = hash.length();
  }
  return at->second;
}

std::optional<std::pair<Form, Form>> forms_of(std::string_view text) {
  const auto form = [](std::string_view word) -> std::optional<Form> {
    if (text::equal_ignoring_case(word, "simple")) return Form::simple;
    if (text::equal_ignoring_case(word, "relaxed")) return Form::relaxed;
    return std::nullopt;
  };
  if (text.empty()) return std::pair(Form::simple, Form::simple);
  const auto slash = text.find('/');
  const auto header = form(text.substr(0, slash));
  const auto body = slash == text.npos ? Form::simple : form(text.substr(slash + 1));
  if (!header || !body) return std::nullopt;
  return std::pair(*header, *body);
}

std::string chosen_fields(const RawMessage& message, std::string_view names, Form form) {
  std::map<std::string, std::vector<const RawField*>> by_name;
  for (const auto& field : message.fields) by_name[text::lower_ascii(field.name)].push_back(&field);
  std::string out;
  std::size_t count = 0;
  for (const auto piece : text::split(names, ':')) {
    if (++count > kMostNames) break;
    auto& there = by_name[text::lower_ascii(without_blanks(piece))];
    if (there.empty()) continue;  // signed as missing
    out += canonical_field(there.back()->raw, form);
    there.pop_back();
  }
  return out;
}

std::string own_field(std::string_view raw, Form form) {
  std::string field(raw);
  std::size_t at = field.find(':') + 1;
  while (at < field.size()) {
    const std::size_t end = std::min(field.find(';', at), field.size());
    const std::size_t equals = field.find('=', at);
    if (equals < end && without_blanks(std::string_view(field).substr(at, equals - at)) == "b") {
      field.erase(equals + 1, end - equals - 1);
      break;
    }
    at = end + 1;
  }
  std::string out = canonical_field(field, form);
  out.resize(out.size() - 2);
  return out;
}

bool signature_fits(evp_pkey_st* key, std::string_view algorithm, std::string_view data, std::string_view signature) {
  const std::string digest = algorithm == "ed25519-sha256" ? text::sha256(data) : std::string();
  const std::string_view signed_bytes = digest.empty() ? data : std::string_view(digest);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const EVP_MD* hash = digest.empty() ? EVP_sha256() : nullptr;
  if (EVP_DigestVerifyInit(context.get(), nullptr, hash, nullptr, key) != 1) return false;
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                          reinterpret_cast<const unsigned char*>(signed_bytes.data()), signed_bytes.size()) == 1;
}

Result<std::string> make_signature(evp_pkey_st* key, DkimKey::Kind kind, std::string_view data) {
  const bool ed25519 = kind == DkimKey::Kind::ed25519;
  const std::string digest = ed25519 ? text::sha256(data) : std::string();
  const std::string_view signed_bytes = ed25519 ? std::string_view(digest) : data;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const auto* bytes = reinterpret_cast<const unsigned char*>(signed_bytes.data());
  std::size_t size = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, ed25519 ? nullptr : EVP_sha256(), nullptr, key) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, bytes, signed_bytes.size()) == 1) {
    std::string out(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes,
                       signed_bytes.size()) == 1)
      return out.substr(0, size);
  }
  return Error{ErrorCode::internal, "error.internal", "the key does not sign"};
}

Result<Key> read_private_key(const Secret& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.reveal().data(), int(pem.reveal().size())),
                                                      &BIO_free);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!key) return invalid("private_key", "InvalidValue", "dkim.error.key");
  return Result<Key>(std::move(key));
}

}  // namespace sahay::mailauth
