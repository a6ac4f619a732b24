#include "platform/mail/signed_text.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>

#include <climits>
#include <memory>

#include "base/text.h"

namespace sahay::mail {
namespace {

constexpr std::string_view kBegin = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view kSignature = "-----BEGIN PGP SIGNATURE-----";
constexpr std::string_view kEnd = "-----END PGP SIGNATURE-----";

// Offset behind the line end that follows `at`.
std::size_t next_line(std::string_view s, std::size_t at) {
  const std::size_t end = s.find('\n', at);
  return end == s.npos ? s.size() : end + 1;
}

bool at_line_start(std::string_view s, std::size_t at) { return at == 0 || s[at - 1] == '\n'; }

}  // namespace

std::optional<std::string> signed_content(std::string_view der) {
  if (der.empty() || der.size() > INT_MAX) return std::nullopt;
  const std::unique_ptr<BIO, int (*)(BIO*)> in(BIO_new_mem_buf(der.data(), static_cast<int>(der.size())), BIO_free);
  const std::unique_ptr<CMS_ContentInfo, void (*)(CMS_ContentInfo*)> cms(d2i_CMS_bio(in.get(), nullptr), CMS_ContentInfo_free);
  ERR_clear_error();
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return std::nullopt;
  ASN1_OCTET_STRING** content = CMS_get0_content(cms.get());
  if (!content || !*content || ASN1_STRING_length(*content) <= 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(*content)), static_cast<std::size_t>(ASN1_STRING_length(*content)));
}

std::optional<std::string> without_pgp_armour(std::string_view text) {
  const std::size_t begin = text.find(kBegin);
  if (begin == text.npos || !at_line_start(text, begin)) return std::nullopt;
  const std::size_t signature = text.find(kSignature, begin);
  if (signature == text.npos || !at_line_start(text, signature)) return std::nullopt;
  // "Hash: SHA256" and its like, up to a blank line.
  std::size_t at = next_line(text, begin);
  while (at < signature && !text::trim(text.substr(at, next_line(text, at) - at)).empty()) at = next_line(text, at);
  at = std::min(next_line(text, at), signature);
  std::string out(text.substr(0, begin));
  while (at < signature) {
    const std::size_t next = std::min(next_line(text, at), signature);
    std::string_view line = text.substr(at, next - at);
    if (line.starts_with("- ")) line.remove_prefix(2);
    out += line;
    at = next;
  }
  const std::size_t end = text.find(kEnd, signature);
  if (end != text.npos) out += text.substr(next_line(text, end));
  return out;
}

}  // namespace sahay::mail
