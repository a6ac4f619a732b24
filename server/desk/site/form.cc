#include "desk/site/form.h"

#include "base/text.h"

namespace sahay::site {
namespace {

constexpr std::size_t kMaxParts = 200;

void read_urlencoded(std::string_view body, Form& form) {
  for (const auto pair : text::split(body, '&')) {
    if (pair.empty() || form.fields.size() >= kMaxParts) continue;
    const auto equals = pair.find('=');
    const auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    form.fields.emplace_back(text::percent_decode(pair.substr(0, equals), true),
                             text::repair_utf8(text::percent_decode(value, true)));
  }
}

// The value of `name` in a header with parameters: form-data; name="file"; filename="a.png".
std::string parameter_of(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos && at < header.size()) {
    std::size_t begin = header.find_first_not_of(" \t", at + 1);
    if (begin == std::string_view::npos) return {};
    const std::size_t equals = header.find('=', begin);
    if (equals == std::string_view::npos) return {};
    const auto key = text::trim(header.substr(begin, equals - begin));
    std::string value;
    std::size_t end = equals + 1;
    if (end < header.size() && header[end] == '"') {
      for (++end; end < header.size() && header[end] != '"'; ++end) value += header[end];
      at = header.find(';', end);
    } else {
      at = header.find(';', end);
      value = text::trim(header.substr(end, at == std::string_view::npos ? at : at - end));
    }
    if (text::equal_ignoring_case(key, name)) return value;
  }
  return {};
}

// Browsers write quotes and line ends in names as %22, %0D and %0A (RFC 7578 4.2 in the form of the HTML standard).
std::string name_of_part(std::string value) {
  value = text::replace_all(value, "%22", "\"");
  value = text::replace_all(value, "%0D", "");
  return text::repair_utf8(text::replace_all(value, "%0A", ""));
}

void take_part(std::string_view part, Form& form) {
  const auto blank = part.find("\r\n\r\n");
  if (blank == std::string_view::npos) return;
  std::string disposition, type = "application/octet-stream";
  for (const auto raw : text::split(part.substr(0, blank), '\n')) {
    const auto line = text::trim(raw);
    if (text::starts_with_ignoring_case(line, "content-disposition:")) disposition = line.substr(20);
    if (text::starts_with_ignoring_case(line, "content-type:")) type = text::trim(line.substr(13));
  }
  const std::string name = name_of_part(parameter_of(disposition, "name"));
  const auto content = part.substr(blank + 4);
  if (disposition.find("filename") == std::string::npos) {
    form.fields.emplace_back(name, text::repair_utf8(content));
    return;
  }
  std::string file_name = name_of_part(parameter_of(disposition, "filename"));
  if (const auto slash = file_name.find_last_of("/\\"); slash != std::string::npos) file_name.erase(0, slash + 1);
  if (file_name.empty() && content.empty()) return;
  form.files.push_back({name, file_name.empty() ? "file" : file_name, type, std::string(content)});
}

Result<void> read_multipart(std::string_view body, const std::string& boundary, Form& form) {
  if (boundary.empty() || boundary.size() > 70) return Error{ErrorCode::bad_request, "error.bad_request", "multipart without boundary"};
  const std::string mark = "\r\n--" + boundary;
  if (!body.starts_with(std::string_view(mark).substr(2))) return Error{ErrorCode::bad_request, "error.bad_request", "multipart does not start with its boundary"};
  std::size_t at = mark.size() - 2;
  for (std::size_t parts = 0; body.substr(at, 2) != "--"; ++parts) {
    if (parts >= kMaxParts) return Error{ErrorCode::bad_request, "error.bad_request", "too many parts"};
    const std::size_t begin = body.find("\r\n", at);
    const std::size_t end = begin == std::string_view::npos ? begin : body.find(mark, begin);
    if (end == std::string_view::npos) return Error{ErrorCode::bad_request, "error.bad_request", "multipart ends early"};
    take_part(body.substr(begin + 2, end - begin - 2), form);
    at = end + mark.size();
  }
  return {};
}

}  // namespace

std::string_view Form::operator[](std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (key == name) return text::trim(value);
  return {};
}

Result<Form> read_form(const http::Request& request) {
  Form form;
  const auto type = request.header("content-type");
  if (text::starts_with_ignoring_case(type, "multipart/form-data"))
    TRY(read_multipart(request.body, parameter_of(type, "boundary"), form));
  else if (type.empty() || text::starts_with_ignoring_case(type, "application/x-www-form-urlencoded"))
    read_urlencoded(request.body, form);
  else return Error{ErrorCode::bad_request, "error.bad_request", "content type " + std::string(type)};
  return form;
}

bool from_own_page(const http::Request& request) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const auto origin = request.header("origin");
  // "null" is what a browser sends when it hides where a form stands; its own word on the site then decides.
  if (origin == "null") return site == "same-origin";
  return origin.empty() || origin == request.base_url;
}

}  // namespace sahay::site
