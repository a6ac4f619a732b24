// winmail.dat: the TNEF container of Outlook (MS-OXTNEF), its files, names and body, with damaged ends tolerated.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::mail {

struct TnefFile {
  std::string name;
  std::string content_type;
  std::string content_id;
  std::string bytes;
};
struct TnefContents {
  std::string subject;
  std::string text;  // plain body, or text of the RTF
  std::string html;
  std::vector<TnefFile> files;
};

// None when the bytes are no TNEF at all; else what could be read before the damage.
std::optional<TnefContents> read_tnef(std::string_view bytes, const std::vector<std::string>& charset_guesses = {});

// "Compressed RTF" (MS-OXRTFCP) to RTF; empty on error. At most 20 MB come out.
std::string decompress_rtf(std::string_view bytes);
// RTF to HTML when it wraps HTML (MS-OXRTFEX), else to plain text.
struct RtfText {
  bool html = false;
  std::string text;
};
RtfText read_rtf(std::string_view rtf);

}  // namespace sahay::mail
