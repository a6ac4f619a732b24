// Rules of the conduct of support can be switched off by their code ("C1"), so that a test can show that its story fails
// without the rule: `sahay serve --without-rule C1`. Builds without hooks have no switch: there every rule holds.
// Rule of use: a feature asks rule_in_force() where its rule begins; codes are set before the server starts.
// Threading: read from any thread after start.
#pragma once

#include <string>
#include <string_view>

namespace sahay::api {

bool rule_in_force(std::string_view code);
void switch_off_rule(std::string code);

}  // namespace sahay::api
