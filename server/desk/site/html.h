// Html: builds markup in which every value is escaped unless it is Markup already.
//   html.add("<a href=\"{}\">{}</a>", url, title);
// Rule of use: the format is ours and constant; values of strangers are strings; Markup is only what this program wrote
// or platform/text sanitised. Addresses of links go through safe_url first when they are not ours.
// Threading: values.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "base/text.h"

namespace sahay::site {

// Text that is HTML already.
struct Markup {
  std::string html;
  bool empty() const { return html.empty(); }
};

class Html {
 public:
  Html() = default;

  // Copies `format`, replacing each "{}" by the next value.
  template <class... Values>
  Html& add(std::string_view format, const Values&... values) {
    (put_next(format, values), ...);
    out_ += format;
    return *this;
  }
  std::string_view text() const { return out_; }
  Markup take() { return Markup{std::move(out_)}; }

 private:
  template <class Value>
  void put_next(std::string_view& format, const Value& value) {
    const auto at = format.find("{}");
    if (at == std::string_view::npos) return;
    out_ += format.substr(0, at);
    format.remove_prefix(at + 2);
    put(value);
  }
  void put(const Markup& markup) { out_ += markup.html; }
  void put(std::string_view value) { out_ += text::escape_html(value); }
  void put(const std::string& value) { out_ += text::escape_html(value); }
  void put(const char* value) { out_ += text::escape_html(value); }
  template <std::integral T>
  void put(T number) { out_ += std::to_string(number); }

  std::string out_;
};

// http(s), mailto, tel and paths of this site; anything else becomes "#".
inline std::string safe_url(std::string_view url) {
  if (url.starts_with("/") && !url.starts_with("//") && !url.starts_with("/\\")) return std::string(url);
  for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"})
    if (text::starts_with_ignoring_case(url, scheme)) return std::string(url);
  return "#";
}

}  // namespace sahay::site
