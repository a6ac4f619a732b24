// One to five stars as a form shows and sends them: radio buttons with words, so that neither script nor eyes are needed.
// Threading: pure.
#pragma once

#include "base/text.h"
#include "desk/site/html.h"
#include "desk/site/page.h"

namespace sahay::satisfaction {

inline site::Markup stars_field(const site::Visitor& visitor) {
  site::Html out;
  out.add("<fieldset class=\"field stars\"><legend>{}</legend>", site::say(visitor, "satisfaction.stars"));
  for (int stars = 5; stars >= 1; --stars)
    out.add("<label class=\"radio\"><input type=\"radio\" name=\"stars\" value=\"{}\"> {}</label>", stars, site::say(visitor, "satisfaction.stars_" + std::to_string(stars)));
  out.add("</fieldset>");
  return out.take();
}

// 0 for none or nonsense.
inline std::int64_t stars_in(std::string_view given) {
  const auto number = text::to_integer(given);
  return number && *number >= 1 && *number <= 5 ? *number : 0;
}

}  // namespace sahay::satisfaction
