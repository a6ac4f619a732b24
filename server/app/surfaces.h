// The web surfaces that the build embedded: console, widget, portal. Where they were not built, a page that says so.
// Threading: called once at start.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "desk/site/settings.h"
#include "platform/http/http.h"

namespace sahay::app {

// `keeps_nothing`: whether the widget stores nothing on the devices of visitors, now.
void add_surfaces(http::Router& router, const site::Settings& settings, std::function<bool()> keeps_nothing);
// Address of a built file of the portal by its plain name: "portal.css" -> "/portal/assets/portal-1a2b.css".
std::string portal_asset(std::string_view name);

}  // namespace sahay::app
