// A JSON text that is read and soon forgotten: all its values lie in one piece of memory that is given back at once,
// where parse_json() takes and returns memory for each of them.
// Rule of use: what is kept longer is copied out; the values live as long as the ScratchJson.
// Threading: values; read-only use from several threads.
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <string_view>

#include "base/json.h"

namespace sahay {

class ScratchJson {
 public:
  // Limits as of parse_json().
  explicit ScratchJson(std::string_view text) : memory_(buffer_, sizeof buffer_), value_(parse(text, &memory_)) {}
  ScratchJson(const ScratchJson&) = delete;

  // Null: the text is no JSON, or another kind of value.
  const JsonObject* object() const { return value_.if_object(); }
  const JsonArray* array() const { return value_.if_array(); }

 private:
  static Json parse(std::string_view text, boost::json::storage_ptr memory) {
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::system::error_code failure;
    return boost::json::parse(boost::json::string_view(text.data(), text.size()), failure, std::move(memory), options);
  }

  unsigned char buffer_[3072];
  boost::json::monotonic_resource memory_;
  const Json value_;
};

}  // namespace sahay
