// Uploads as clients send them: the bytes as they are, or multipart/form-data (RFC 7578) whose first part with a file
// name is the file. What the label of raw bytes says is taken as it is (clients label files as JSON).
// Rule of use: `bytes` points into the request. Linear; hostile input gives what could be read.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/http.h"

namespace sahay::http {

struct UploadedFile {
  std::string name, type;
  std::string_view bytes;
  std::vector<std::pair<std::string, std::string>> values;  // the other parts

  std::string value(std::string_view name) const;
};

// `wanted_name` wins over the name in the body.
UploadedFile uploaded_file(const Request& request, std::string wanted_name);

// What the body says: of a form with parts without the mark between them, which each sending chooses anew. 32 raw bytes.
std::string digest_of(const Request& request);

}  // namespace sahay::http
