#include "platform/text/html_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace sahay::text {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Entity {
  std::string_view name;
  unsigned code;
};
// The named references of HTML 4, sorted by name.
constexpr std::array kEntities = {
    Entity{"AElig", 198}, Entity{"Aacute", 193}, Entity{"Acirc", 194}, Entity{"Agrave", 192}, Entity{"Alpha", 913},
    Entity{"Aring", 197}, Entity{"Atilde", 195}, Entity{"Auml", 196}, Entity{"Beta", 914}, Entity{"Ccedil", 199},
    Entity{"Chi", 935}, Entity{"Dagger", 8225}, Entity{"Delta", 916}, Entity{"ETH", 208}, Entity{"Eacute", 201},
    Entity{"Ecirc", 202}, Entity{"Egrave", 200}, Entity{"Epsilon", 917}, Entity{"Eta", 919}, Entity{"Euml", 203},
    Entity{"Gamma", 915}, Entity{"Iacute", 205}, Entity{"Icirc", 206}, Entity{"Igrave", 204}, Entity{"Iota", 921},
    Entity{"Iuml", 207}, Entity{"Kappa", 922}, Entity{"Lambda", 923}, Entity{"Mu", 924}, Entity{"Ntilde", 209},
    Entity{"Nu", 925}, Entity{"OElig", 338}, Entity{"Oacute", 211}, Entity{"Ocirc", 212}, Entity{"Ograve", 210},
    Entity{"Omega", 937}, Entity{"Omicron", 927}, Entity{"Oslash", 216}, Entity{"Otilde", 213}, Entity{"Ouml", 214},
    Entity{"Phi", 934}, Entity{"Pi", 928}, Entity{"Prime", 8243}, Entity{"Psi", 936}, Entity{"Rho", 929},
    Entity{"Scaron", 352}, Entity{"Sigma", 931}, Entity{"THORN", 222}, Entity{"Tau", 932}, Entity{"Theta", 920},
    Entity{"Uacute", 218}, Entity{"Ucirc", 219}, Entity{"Ugrave", 217}, Entity{"Upsilon", 933}, Entity{"Uuml", 220},
    Entity{"Xi", 926}, Entity{"Yacute", 221}, Entity{"Yuml", 376}, Entity{"Zeta", 918}, Entity{"aacute", 225},
    Entity{"acirc", 226}, Entity{"acute", 180}, Entity{"aelig", 230}, Entity{"agrave", 224}, Entity{"alefsym", 8501},
    Entity{"alpha", 945}, Entity{"amp", 38}, Entity{"and", 8743}, Entity{"ang", 8736}, Entity{"apos", 39},
    Entity{"aring", 229}, Entity{"asymp", 8776}, Entity{"atilde", 227}, Entity{"auml", 228}, Entity{"bdquo", 8222},
    Entity{"beta", 946}, Entity{"brvbar", 166}, Entity{"bull", 8226}, Entity{"cap", 8745}, Entity{"ccedil", 231},
    Entity{"cedil", 184}, Entity{"cent", 162}, Entity{"chi", 967}, Entity{"circ", 710}, Entity{"clubs", 9827},
    Entity{"cong", 8773}, Entity{"copy", 169}, Entity{"crarr", 8629}, Entity{"cup", 8746}, Entity{"curren", 164},
    Entity{"dArr", 8659}, Entity{"dagger", 8224}, Entity{"darr", 8595}, Entity{"deg", 176}, Entity{"delta", 948},
    Entity{"diams", 9830}, Entity{"divide", 247}, Entity{"eacute", 233}, Entity{"ecirc", 234}, Entity{"egrave", 232},
    Entity{"empty", 8709}, Entity{"emsp", 8195}, Entity{"ensp", 8194}, Entity{"epsilon", 949}, Entity{"equiv", 8801},
    Entity{"eta", 951}, Entity{"eth", 240}, Entity{"euml", 235}, Entity{"euro", 8364}, Entity{"exist", 8707},
    Entity{"fnof", 402}, Entity{"forall", 8704}, Entity{"frac12", 189}, Entity{"frac14", 188}, Entity{"frac34", 190},
    Entity{"frasl", 8260}, Entity{"gamma", 947}, Entity{"ge", 8805}, Entity{"gt", 62}, Entity{"hArr", 8660},
    Entity{"harr", 8596}, Entity{"hearts", 9829}, Entity{"hellip", 8230}, Entity{"iacute", 237}, Entity{"icirc", 238},
    Entity{"iexcl", 161}, Entity{"igrave", 236}, Entity{"image", 8465}, Entity{"infin", 8734}, Entity{"int", 8747},
    Entity{"iota", 953}, Entity{"iquest", 191}, Entity{"isin", 8712}, Entity{"iuml", 239}, Entity{"kappa", 954},
    Entity{"lArr", 8656}, Entity{"lambda", 955}, Entity{"lang", 9001}, Entity{"laquo", 171}, Entity{"larr", 8592},
    Entity{"lceil", 8968}, Entity{"ldquo", 8220}, Entity{"le", 8804}, Entity{"lfloor", 8970}, Entity{"lowast", 8727},
    Entity{"loz", 9674}, Entity{"lrm", 8206}, Entity{"lsaquo", 8249}, Entity{"lsquo", 8216}, Entity{"lt", 60},
    Entity{"macr", 175}, Entity{"mdash", 8212}, Entity{"micro", 181}, Entity{"middot", 183}, Entity{"minus", 8722},
    Entity{"mu", 956}, Entity{"nabla", 8711}, Entity{"nbsp", 160}, Entity{"ndash", 8211}, Entity{"ne", 8800},
    Entity{"ni", 8715}, Entity{"not", 172}, Entity{"notin", 8713}, Entity{"nsub", 8836}, Entity{"ntilde", 241},
    Entity{"nu", 957}, Entity{"oacute", 243}, Entity{"ocirc", 244}, Entity{"oelig", 339}, Entity{"ograve", 242},
    Entity{"oline", 8254}, Entity{"omega", 969}, Entity{"omicron", 959}, Entity{"oplus", 8853}, Entity{"or", 8744},
    Entity{"ordf", 170}, Entity{"ordm", 186}, Entity{"oslash", 248}, Entity{"otilde", 245}, Entity{"otimes", 8855},
    Entity{"ouml", 246}, Entity{"para", 182}, Entity{"part", 8706}, Entity{"permil", 8240}, Entity{"perp", 8869},
    Entity{"phi", 966}, Entity{"pi", 960}, Entity{"piv", 982}, Entity{"plusmn", 177}, Entity{"pound", 163},
    Entity{"prime", 8242}, Entity{"prod", 8719}, Entity{"prop", 8733}, Entity{"psi", 968}, Entity{"quot", 34},
    Entity{"rArr", 8658}, Entity{"radic", 8730}, Entity{"rang", 9002}, Entity{"raquo", 187}, Entity{"rarr", 8594},
    Entity{"rceil", 8969}, Entity{"rdquo", 8221}, Entity{"real", 8476}, Entity{"reg", 174}, Entity{"rfloor", 8971},
    Entity{"rho", 961}, Entity{"rlm", 8207}, Entity{"rsaquo", 8250}, Entity{"rsquo", 8217}, Entity{"sbquo", 8218},
    Entity{"scaron", 353}, Entity{"sdot", 8901}, Entity{"sect", 167}, Entity{"shy", 173}, Entity{"sigma", 963},
    Entity{"sigmaf", 962}, Entity{"sim", 8764}, Entity{"spades", 9824}, Entity{"sub", 8834}, Entity{"sube", 8838},
    Entity{"sum", 8721}, Entity{"sup", 8835}, Entity{"sup1", 185}, Entity{"sup2", 178}, Entity{"sup3", 179},
    Entity{"supe", 8839}, Entity{"szlig", 223}, Entity{"tau", 964}, Entity{"there4", 8756}, Entity{"theta", 952},
    Entity{"thetasym", 977}, Entity{"thinsp", 8201}, Entity{"thorn", 254}, Entity{"tilde", 732}, Entity{"times", 215},
    Entity{"trade", 8482}, Entity{"uArr", 8657}, Entity{"uacute", 250}, Entity{"uarr", 8593}, Entity{"ucirc", 251},
    Entity{"ugrave", 249}, Entity{"uml", 168}, Entity{"upsih", 978}, Entity{"upsilon", 965}, Entity{"uuml", 252},
    Entity{"weierp", 8472}, Entity{"xi", 958}, Entity{"yacute", 253}, Entity{"yen", 165}, Entity{"yuml", 255},
    Entity{"zeta", 950}, Entity{"zwj", 8205}, Entity{"zwnj", 8204},
};

void append_code_point(std::string& out, unsigned c) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 63));
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  }
}

// Windows-1252 meaning of the numeric references 128-159 (HTML 5 parsing).
unsigned windows_code(unsigned c) {
  static constexpr unsigned kTable[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                          0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                          0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return c >= 128 && c < 160 ? kTable[c - 128] : c;
}

// Reads one reference at "&"; returns its length or 0.
std::size_t read_entity(std::string_view s, std::string& out) {
  if (s.size() < 3) return 0;
  std::size_t at = 1;
  if (s[1] == '#') {
    const bool hex = s.size() > 2 && (s[2] == 'x' || s[2] == 'X');
    at = hex ? 3 : 2;
    unsigned code = 0;
    const char* end = s.data() + std::min<std::size_t>(s.size(), at + 9);
    const auto read = std::from_chars(s.data() + at, end, code, hex ? 16 : 10);
    if (read.ec == std::errc::invalid_argument) return 0;
    append_code_point(out, windows_code(read.ec == std::errc() ? code : 0));
    at = static_cast<std::size_t>(read.ptr - s.data());
    while (at < s.size() && s[at] >= '0' && s[at] <= '9') ++at;
    return at < s.size() && s[at] == ';' ? at + 1 : at;
  }
  while (at < s.size() && at < 12 && (is_alpha(s[at]) || (s[at] >= '0' && s[at] <= '9'))) ++at;
  const std::string_view name = s.substr(1, at - 1);
  const auto found = std::lower_bound(kEntities.begin(), kEntities.end(), name, [](const Entity& e, std::string_view n) { return e.name < n; });
  if (found == kEntities.end() || found->name != name) return 0;
  const bool closed = at < s.size() && s[at] == ';';
  if (!closed && at < s.size() && s[at] == '=') return 0;
  append_code_point(out, found->code);
  return closed ? at + 1 : at;
}

}  // namespace

std::string_view HtmlToken::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute_name) return value;
  }
  return {};
}

bool is_void_element(std::string_view n) {
  return n == "br" || n == "img" || n == "hr" || n == "input" || n == "meta" || n == "link" || n == "base" || n == "col" ||
         n == "area" || n == "embed" || n == "param" || n == "source" || n == "track" || n == "wbr" || n == "basefont" || n == "frame";
}

std::string decode_entities(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t amp = s.find('&', at);
    out += s.substr(at, amp == s.npos ? s.npos : amp - at);
    if (amp == s.npos) break;
    const std::size_t length = read_entity(s.substr(amp), out);
    if (length == 0) out += '&';
    at = amp + std::max<std::size_t>(length, 1);
  }
  return out;
}

void HtmlTokens::read_tag(HtmlToken& token) {
  std::size_t at = at_ + (token.kind == HtmlToken::Kind::end_tag ? 2 : 1);
  while (at < html_.size() && !is_space(html_[at]) && html_[at] != '>' && html_[at] != '/') ++at;
  const std::size_t name_begin = at_ + (token.kind == HtmlToken::Kind::end_tag ? 2 : 1);
  token.name = lower_ascii(html_.substr(name_begin, std::min<std::size_t>(at - name_begin, 40)));
  while (at < html_.size() && html_[at] != '>') {
    if (is_space(html_[at])) { ++at; continue; }
    if (html_[at] == '/') {
      token.self_closing = at + 1 < html_.size() && html_[at + 1] == '>';
      ++at;
      continue;
    }
    const std::size_t begin = at++;
    while (at < html_.size() && !is_space(html_[at]) && html_[at] != '=' && html_[at] != '>' && html_[at] != '/') ++at;
    std::string name = lower_ascii(html_.substr(begin, at - begin));
    std::size_t look = at;
    while (look < html_.size() && is_space(html_[look])) ++look;
    std::string_view value;
    if (look < html_.size() && html_[look] == '=') {
      at = look + 1;
      while (at < html_.size() && is_space(html_[at])) ++at;
      if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
        const std::size_t end = html_.find(html_[at], at + 1);
        const std::size_t stop = end == html_.npos ? html_.size() : end;
        value = html_.substr(at + 1, stop - at - 1);
        at = std::min(stop + 1, html_.size());
      } else {
        const std::size_t value_begin = at;
        while (at < html_.size() && !is_space(html_[at]) && html_[at] != '>') ++at;
        value = html_.substr(value_begin, at - value_begin);
      }
    }
    if (token.attributes.size() < 100) token.attributes.emplace_back(std::move(name), value);
  }
  at_ = std::min(at + 1, html_.size());
}

bool HtmlTokens::next(HtmlToken& token) {
  token.attributes.clear();
  token.name.clear();
  token.self_closing = false;
  if (at_ >= html_.size()) return false;
  const std::size_t begin = token.begin = at_;
  if (!raw_until_.empty()) {
    // The content of script and its like, up to "</name".
    std::size_t end = at_;
    while ((end = html_.find("</", end)) != html_.npos && !starts_with_ignoring_case(html_.substr(end + 2), raw_until_)) end += 2;
    raw_until_.clear();
    if (end == html_.npos) end = html_.size();
    if (end > at_) {
      token.kind = HtmlToken::Kind::other;
      at_ = end;
      token.source = html_.substr(begin, at_ - begin);
      return true;
    }
  }
  const char c = html_[at_];
  const char after = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
  if (c == '<' && (is_alpha(after) || (after == '/' && at_ + 2 < html_.size() && is_alpha(html_[at_ + 2])))) {
    token.kind = after == '/' ? HtmlToken::Kind::end_tag : HtmlToken::Kind::start_tag;
    read_tag(token);
    if (token.kind == HtmlToken::Kind::start_tag && (token.name == "script" || token.name == "style" || token.name == "title" ||
        token.name == "textarea" || token.name == "xmp" || token.name == "noscript")) {
      if (token.name != "noscript") raw_until_ = token.name;
    }
  } else if (c == '<' && (after == '!' || after == '?' || after == '/')) {
    token.kind = HtmlToken::Kind::other;
    const bool comment = !open_comment_ && html_.substr(at_).starts_with("<!--");
    std::size_t end = comment ? html_.find("-->", at_ + 2) : html_.find('>', at_);
    // A comment that never ends must not hide the rest of the mail.
    if (comment && end == html_.npos) {
      open_comment_ = true;
      end = html_.find('>', at_);
    }
    at_ = end == html_.npos ? html_.size() : end + (html_.substr(end).starts_with("-->") ? 3 : 1);
  } else {
    token.kind = HtmlToken::Kind::text;
    std::size_t end = html_.find('<', at_ + 1);
    at_ = end == html_.npos ? html_.size() : end;
  }
  token.source = html_.substr(begin, at_ - begin);
  return true;
}

}  // namespace sahay::text
