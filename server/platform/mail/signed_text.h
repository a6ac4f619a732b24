// Text inside of signatures: S/MIME that wraps its content (RFC 8551 3.5.2), PGP in plain text (RFC 9580 7). Nothing is verified
// here; the point is that a reader sees the words and not the wrapping.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sahay::mail {

// The MIME entity inside of a CMS SignedData (DER or BER). None when it is none, or carries no content.
std::optional<std::string> signed_content(std::string_view der);

// The text of a "-----BEGIN PGP SIGNED MESSAGE-----" with its dashes unescaped, and what stands before and behind it. None
// when there is no such block.
std::optional<std::string> without_pgp_armour(std::string_view text);

}  // namespace sahay::mail
