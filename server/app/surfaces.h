// The web surfaces that the build embedded: console, widget, portal. Where they were not built, a page that says so.
// Threading: called once at start.
#pragma once

#include <string>
#include <string_view>

#include "desk/site/settings.h"
#include "platform/http/http.h"

namespace sahay::app {

void add_surfaces(http::Router& router, const site::Settings& settings);
// Address of a built file of the portal by its plain name: "portal.css" -> "/portal/assets/portal-1a2b.css".
std::string portal_asset(std::string_view name);

}  // namespace sahay::app
