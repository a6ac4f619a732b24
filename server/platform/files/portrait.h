// A portrait as people upload it: a square PNG or JPEG. What comes out is the picture and nothing else: place, camera,
// comments and whatever was hidden behind the end are left out, so a photo tells no reader where it was taken. Rule of
// use: the only way to a photo of a person; keep `bytes`, never what came in. The pixels are not decoded. Threading:
// pure. Linear in the input; hostile input gives an Error that names the field and what to do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sahay::files {

inline constexpr std::size_t kLargestPortrait = 512 << 10;
inline constexpr unsigned kSmallestSide = 32, kLargestSide = 1024;

struct Portrait {
  std::string bytes;
  std::string content_type;  // "image/png" or "image/jpeg"
  unsigned side = 0;         // width = height, in pixels
  std::string_view extension() const { return content_type == "image/png" ? "png" : "jpg"; }
};

// Errors (field "photo"): empty, too large, no PNG or JPEG or a broken one, not square, a side outside of 32 to 1024.
Result<Portrait> portrait_of(std::string_view bytes);

}  // namespace sahay::files
