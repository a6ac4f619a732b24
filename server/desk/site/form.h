// Bodies of HTML forms (urlencoded and multipart, RFC 7578) and the check that a form was sent from our own page.
// Rule of use: every POST of a customer page asks from_own_page() first; a signed-in one also compares its csrf field.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "platform/http/http.h"

namespace sahay::site {

struct FormFile {
  std::string field, file_name, content_type, bytes;
};

struct Form {
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<FormFile> files;  // without the empty ones that browsers send for unused inputs

  std::string_view operator[](std::string_view name) const;  // trimmed; "" when absent
};

// Errors: bad_request for a body that is no form or holds more than 200 parts.
Result<Form> read_form(const http::Request& request);

// By Sec-Fetch-Site and Origin; a request that carries neither is taken (old browsers, curl).
bool from_own_page(const http::Request& request);

}  // namespace sahay::site
