// What a page of the organisation shows of the contact card: the widget, the snippet, or a link to the contact page; and the
// links that lead to further pages of the same host. A linear reader of tags, not a browser: what a script adds is not seen.
// Threading: pure; linear in the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::reach {

inline constexpr std::size_t kMostLinks = 200;

struct PageFound {
  bool widget = false, card = false, link = false;
  std::vector<std::string> links;  // absolute, of the same host, without fragment, each once
  bool complete() const { return widget || card || link; }
};

// `page_url`: where it was read. `desk_url`: address of the desk without a path; "" = any address with our file names counts.
PageFound read_page(std::string_view html, std::string_view page_url, std::string_view desk_url);

// "https://shop.example" of an address; "" when it is no http(s) address.
std::string origin_of(std::string_view url);

}  // namespace sahay::reach
