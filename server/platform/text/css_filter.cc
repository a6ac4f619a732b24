#include "platform/text/css_filter.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sahay::text {
namespace {

constexpr std::array<std::string_view, 76> kProperties = {
    "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width",
    "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style", "border-left-width",
    "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width", "border-spacing",
    "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width", "border-width",
    "caption-side", "clear", "color", "direction", "display", "empty-cells", "float", "font", "font-family", "font-size",
    "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style",
    "list-style-position", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top",
    "max-height", "max-width", "min-height", "min-width", "opacity", "overflow-wrap", "padding", "padding-bottom",
    "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration", "text-indent",
    "text-transform", "unicode-bidi", "vertical-align", "white-space", "width", "word-break", "word-spacing", "word-wrap",
    "mso-line-height-rule", "text-decoration-color", "text-decoration-line", "text-decoration-style", "text-overflow"};

bool allowed_property(std::string_view name) {
  return std::find(kProperties.begin(), kProperties.end(), name) != kProperties.end();
}

// Only the characters that colours, lengths, names and font lists need. "\" would hide names, "/*" would split them.
bool harmless_value(std::string_view value) {
  if (value.empty() || value.size() > 300) return false;
  for (char c : value) {
    const auto u = static_cast<unsigned char>(c);
    if (!(std::isalnum(u) || u >= 0x80 || std::string_view(" #.,%-'()!_+").find(c) != std::string_view::npos)) return false;
  }
  const std::string lower = lower_ascii(value);
  for (std::string_view bad : {"url", "expression", "image", "script", "attr(", "var(", "env(", "element(", "calc(", "import", "behavior"}) {
    if (lower.find(bad) != lower.npos) return false;
  }
  // Parentheses serve colours only.
  const std::size_t open = lower.find('(');
  return open == lower.npos || lower.find("rgb") != lower.npos || lower.find("hsl") != lower.npos;
}

// Negative margins and indents pull text out of its place.
bool misplaced(std::string_view name, std::string_view value) {
  return (name.starts_with("margin") || name == "text-indent" || name == "letter-spacing" || name == "word-spacing") && value.find('-') != value.npos;
}

}  // namespace

std::string filter_style(std::string_view style) {
  std::string out;
  for (std::string_view declaration : split(style.substr(0, 8192), ';')) {
    const std::size_t colon = declaration.find(':');
    if (colon == declaration.npos) continue;
    const std::string name = lower_ascii(trim(declaration.substr(0, colon)));
    const std::string_view value = trim(declaration.substr(colon + 1));
    if (!allowed_property(name) || !harmless_value(value) || misplaced(name, value)) continue;
    out += name;
    out += ':';
    out += value;
    out += ';';
  }
  return out;
}

}  // namespace sahay::text
