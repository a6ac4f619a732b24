#include "platform/mail/charset.h"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"

namespace sahay::mail {
namespace {

struct Alias {
  std::string_view label;
  std::string_view icu;
};
// Labels that mean a superset in practice (rule 14), and names that ICU does not know.
constexpr std::array kAliases = {
    Alias{"gb2312", "gb18030"},          Alias{"gbk", "gb18030"},
    Alias{"gb_2312-80", "gb18030"},      Alias{"x-gbk", "gb18030"},
    Alias{"cp936", "gb18030"},           Alias{"windows-936", "gb18030"},
    Alias{"euc-cn", "gb18030"},          Alias{"hz-gb-2312", "HZ"},
    Alias{"hz", "HZ"},                   Alias{"ks_c_5601-1987", "windows-949"},
    Alias{"ks_c_5601", "windows-949"},   Alias{"ksc5601", "windows-949"},
    Alias{"euc-kr", "windows-949"},      Alias{"cp949", "windows-949"},
    Alias{"iso-8859-1", "windows-1252"}, Alias{"iso8859-1", "windows-1252"},
    Alias{"iso_8859-1", "windows-1252"}, Alias{"latin1", "windows-1252"},
    Alias{"latin-1", "windows-1252"},    Alias{"us-ascii", "windows-1252"},
    Alias{"ascii", "windows-1252"},      Alias{"ansi_x3.4-1968", "windows-1252"},
    Alias{"iso-8859-9", "windows-1254"}, Alias{"iso-8859-8-i", "windows-1255"},
    Alias{"iso-8859-8-e", "windows-1255"}, Alias{"iso-8859-8", "windows-1255"},
    Alias{"shift_jis", "windows-932"},   Alias{"shift-jis", "windows-932"},
    Alias{"sjis", "windows-932"},        Alias{"x-sjis", "windows-932"},
    Alias{"cp932", "windows-932"},       Alias{"ms_kanji", "windows-932"},
    Alias{"big5", "windows-950"},        Alias{"cp950", "windows-950"},
    Alias{"x-mac-cyrillic", "x-mac-cyrillic"}, Alias{"mac-cyrillic", "x-mac-cyrillic"},
    Alias{"iso-2022-jp-kddi", "ISO-2022-JP"}, Alias{"cp50220", "ISO-2022-JP"},
    Alias{"cp50221", "ISO-2022-JP"},     Alias{"iso-2022-jp-ms", "ISO-2022-JP"},
    Alias{"unicode-1-1-utf-7", "utf-7"}, Alias{"x-unicode-2-0-utf-7", "utf-7"},
    Alias{"utf8", "utf-8"},              Alias{"utf-8mb4", "utf-8"},
    Alias{"unicode-1-1-utf-8", "utf-8"}, Alias{"utf7", "utf-7"},
    Alias{"cp1250", "windows-1250"},     Alias{"cp1251", "windows-1251"},
    Alias{"cp1252", "windows-1252"},     Alias{"cp-850", "ibm-850"},
    Alias{"cp850", "ibm-850"},           Alias{"cp-866", "ibm-866"},
    Alias{"cp866", "ibm-866"},           Alias{"koi8", "koi8-r"},
    Alias{"tis-620", "windows-874"},     Alias{"iso-8859-11", "windows-874"},
    Alias{"x-windows-949", "windows-949"}, Alias{"unicode", "utf-16"},
};

// Lower case, without quotes and a trailing language ("utf-8*en", RFC 2231 5) or garbage after a space.
std::string clean_label(std::string_view name) {
  std::string label = text::lower_ascii(text::trim(name));
  std::erase_if(label, [](char c) { return c == '"' || c == '\'' || c == '\0'; });
  if (label.starts_with("charset=")) label.erase(0, 8);
  label.resize(std::min(label.size(), label.find_first_of("* ;,")));
  return label;
}

std::string icu_name(std::string_view name) {
  std::string label = clean_label(name);
  for (const Alias& alias : kAliases) {
    if (alias.label == label) return std::string(alias.icu);
  }
  // "cp-1251", "windows1251", "win-1251", "x-cp1251" are all one thing.
  for (std::string_view prefix : {"windows-", "windows", "win-", "x-cp", "cp-", "cp", "ms-", "ansi-"}) {
    if (label.starts_with(prefix)) {
      std::string_view number = std::string_view(label).substr(prefix.size());
      if (number.size() == 4 && number.starts_with("125")) return "windows-" + std::string(number);
    }
  }
  if (label.starts_with("iso8859-")) return "iso-8859-" + label.substr(8);
  if (label.starts_with("iso_8859-")) return "iso-8859-" + label.substr(9, label.find(':') - 9);
  return label;
}

struct ConverterCloser {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter open_converter(const std::string& icu) {
  if (icu.empty() || icu.size() > 60) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(icu.c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  return converter;
}

bool has_high_bytes(std::string_view s) {
  return std::any_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}
bool is_stateful(std::string_view icu) {
  return icu == "HZ" || icu == "utf-7" || text::starts_with_ignoring_case(icu, "iso-2022") || icu == "imap-mailbox-name";
}
bool is_wide(std::string_view icu) {
  return text::starts_with_ignoring_case(icu, "utf-16") || text::starts_with_ignoring_case(icu, "utf-32") ||
         icu == "ucs-2" || icu == "iso-10646-ucs-2";
}

std::size_t count_replacements(std::string_view utf8) {
  std::size_t n = 0;
  for (std::size_t at = utf8.find("\xEF\xBF\xBD"); at != std::string_view::npos; at = utf8.find("\xEF\xBF\xBD", at + 3)) ++n;
  return n;
}

std::string without_nul(std::string s) {
  std::erase(s, '\0');
  return s;
}

// Decodes by one converter; `bad` counts what could not be decoded.
std::string convert(UConverter* converter, std::string_view bytes, std::size_t& bad) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  const char* source = bytes.data();
  const char* source_end = source + bytes.size();
  std::array<UChar, 2048> buffer;
  UErrorCode status = U_ZERO_ERROR;
  do {
    status = U_ZERO_ERROR;
    UChar* target = buffer.data();
    ucnv_toUnicode(converter, &target, buffer.data() + buffer.size(), &source, source_end, nullptr, true, &status);
    icu::UnicodeString piece(false, buffer.data(), static_cast<int32_t>(target - buffer.data()));
    // A surrogate pair may be cut at the end of the buffer; the converter never writes half of one.
    piece.toUTF8String(out);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  bad = count_replacements(out);
  return without_nul(std::move(out));
}

// Share of multi-byte sequences that are broken, for text declared (or guessed) as UTF-8.
bool mostly_utf8(std::string_view bytes) {
  std::size_t good = 0, broken = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c < 0x80) { ++i; continue; }
    const std::size_t want = c >= 0xF0 && c <= 0xF4 ? 3 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xC2 && c < 0xE0 ? 1 : 0;
    std::size_t got = 0;
    while (got < want && i + 1 + got < bytes.size() && (static_cast<unsigned char>(bytes[i + 1 + got]) & 0xC0) == 0x80) ++got;
    if (want && got == want) ++good; else ++broken;
    i += 1 + got;
  }
  return good > 0 && broken * 4 <= good;
}

// How much a text of a single-byte charset looks like Russian: frequent letters, lower case inside words.
int cyrillic_score(std::string_view bytes, std::string_view frequent, unsigned char lower_from, unsigned char lower_to) {
  int score = 0;
  bool previous_high = false;
  for (char raw : bytes) {
    const auto c = static_cast<unsigned char>(raw);
    if (c >= 0x80) {
      const bool lower = c >= lower_from && c <= lower_to;
      const bool letter = c >= 0xC0 || c == 0xB8 || c == 0xA8 || c == 0xA3 || c == 0xB3;
      if (!letter) score -= 3;
      else if (lower) score += frequent.find(raw) != std::string_view::npos ? 3 : 1;
      else score += previous_high ? -3 : 0;  // a capital letter inside a word
    }
    previous_high = c >= 0x80;
  }
  return score;
}

// Runs of two or more high bytes: words of a non-Latin script. Lone high bytes: accented Latin.
struct Shape {
  std::size_t high = 0, in_runs = 0, even_runs = 0, runs = 0, level1 = 0, pairs = 0;
};
Shape shape_of(std::string_view bytes) {
  Shape s;
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t j = i;
    while (j < bytes.size() && static_cast<unsigned char>(bytes[j]) >= 0x80) ++j;
    if (j == i) { ++i; continue; }
    const std::size_t length = j - i;
    s.high += length;
    ++s.runs;
    if (length >= 2) s.in_runs += length;
    if (length % 2 == 0) ++s.even_runs;
    for (std::size_t k = i; k + 1 < j; k += 2) {
      ++s.pairs;
      const auto lead = static_cast<unsigned char>(bytes[k]), trail = static_cast<unsigned char>(bytes[k + 1]);
      if (((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3)) && trail >= 0xA1) ++s.level1;
    }
    i = j;
  }
  return s;
}

std::string detect_by_icu(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return {};
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(std::min<std::size_t>(bytes.size(), 8192)), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || !match) return {};
  const int32_t confidence = ucsdet_getConfidence(match, &status);
  const char* name = ucsdet_getName(match, &status);
  if (U_FAILURE(status) || !name || confidence < 30) return {};
  return icu_name(name);
}

bool decodes_cleanly(const std::string& icu, std::string_view bytes) {
  Converter converter = open_converter(icu);
  if (!converter) return false;
  std::size_t bad = 0;
  convert(converter.get(), bytes, bad);
  return bad == 0;
}

constexpr std::string_view kFrequent1251 = "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB\xEA\xEC\xE4\xEF\xF3\xFF";
constexpr std::string_view kFrequentKoi8 = "\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC\xCB\xCD\xC4\xD0\xD5\xD1";

}  // namespace

bool known_charset(std::string_view name) { return open_converter(icu_name(name)) != nullptr; }

std::string guess_charset(std::string_view bytes, const std::vector<std::string>& guesses) {
  const std::string_view sample = bytes.substr(0, 16 * 1024);
  if (sample.find("\x1B$") != sample.npos || sample.find("\x1B(") != sample.npos) return "ISO-2022-JP";
  const Shape shape = shape_of(sample);
  if (shape.high == 0) return "windows-1252";
  const bool words = shape.in_runs * 10 >= shape.high * 8;
  if (!words) {
    for (const std::string& guess : guesses) {
      if (decodes_cleanly(icu_name(guess), sample)) return icu_name(guess);
    }
    return "windows-1252";
  }
  const int win = cyrillic_score(sample, kFrequent1251, 0xE0, 0xFF);
  const int koi = cyrillic_score(sample, kFrequentKoi8, 0xC0, 0xDF);
  const int cyrillic = std::max(win, koi);
  const bool chinese = shape.pairs > 0 && shape.level1 * 10 >= shape.pairs * 9 && shape.even_runs * 10 >= shape.runs * 9;
  if (chinese && cyrillic < static_cast<int>(shape.high) * 17 / 10) return "gb18030";
  if (cyrillic >= static_cast<int>(shape.high) * 12 / 10) return koi > win ? "koi8-r" : "windows-1251";
  for (const std::string& guess : guesses) {
    if (decodes_cleanly(icu_name(guess), sample)) return icu_name(guess);
  }
  if (std::string found = detect_by_icu(sample); !found.empty() && found != "utf-8" && decodes_cleanly(found, sample)) return found;
  if (cyrillic > 0) return koi > win ? "koi8-r" : "windows-1251";
  return "windows-1252";
}

std::string to_utf8(std::string_view bytes, std::string_view declared, const std::vector<std::string>& guesses) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string icu = icu_name(declared);
  std::size_t bad = 0;
  if (is_stateful(icu)) {
    if (Converter converter = open_converter(icu)) {
      std::string out = convert(converter.get(), bytes, bad);
      if (bad == 0 || !has_high_bytes(bytes)) return out;
      // "ISO-2022-JP" over Shift_JIS or EUC-JP bytes.
      for (const char* other : {"windows-932", "euc-jp"}) {
        std::size_t wrong = 0;
        Converter attempt = open_converter(other);
        if (!attempt || text::is_valid_utf8(bytes) || !text::starts_with_ignoring_case(icu, "iso-2022-jp")) continue;
        std::string read = convert(attempt.get(), bytes, wrong);
        if (wrong == 0) return read;
      }
    }
  }
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || (is_wide(icu) && bytes.find('\0') != bytes.npos)) {
    const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (Converter converter = open_converter(marked || !is_wide(icu) ? "utf-16" : icu)) return convert(converter.get(), bytes, bad);
  }
  if (!has_high_bytes(bytes) && !is_stateful(icu)) {
    if (declared.empty() && bytes.find("\x1B$") != bytes.npos) {
      if (Converter converter = open_converter("ISO-2022-JP")) return convert(converter.get(), bytes, bad);
    }
    return without_nul(std::string(bytes));
  }
  if (text::is_valid_utf8(bytes)) return without_nul(std::string(bytes));
  const bool says_utf8 = icu == "utf-8";
  if ((says_utf8 || icu.empty()) && mostly_utf8(bytes)) return text::repair_utf8(bytes);
  // "us-ascii" with 8-bit bytes says nothing about them.
  const bool trustworthy = !icu.empty() && !says_utf8 && clean_label(declared) != "us-ascii" && clean_label(declared) != "ascii";
  if (trustworthy && !is_stateful(icu)) {
    if (Converter converter = open_converter(icu)) {
      std::string out = convert(converter.get(), bytes, bad);
      if (bad == 0 || bad * 20 <= bytes.size()) return out;
    }
  }
  if (Converter converter = open_converter(guess_charset(bytes, guesses))) return convert(converter.get(), bytes, bad);
  return text::repair_utf8(bytes);
}

std::string normalise(std::string_view utf8) {
  if (!has_high_bytes(utf8)) return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(utf8);
  const icu::UnicodeString input = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::string out;
  nfc->normalize(input, status).toUTF8String(out);
  return U_FAILURE(status) ? std::string(utf8) : out;
}

}  // namespace sahay::mail
