#include "base/text.h"
#include "desk/email/email_api.h"
#include "desk/tickets/condition.h"

namespace sahay::email {

void add_trust_condition() {
  tickets::ConditionField field{"sender_trust", "update", tickets::kTriggers, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    return std::vector<tickets::Choice>{{"verified", "trust.value.verified"},
                                        {"unverified", "trust.value.unverified"},
                                        {"unknown", "trust.value.unknown"}};
  };
  field.holds = [](tickets::Facts& facts, const tickets::Condition& c) {
    const bool comment = facts.happening() && facts.happening()->comment;
    if (!comment) return false;
    const std::string& have = facts.happening()->comment->trust;
    return ((have.empty() ? "unknown" : have) == tickets::value_text(c.value)) == (c.op == "is");
  };
  tickets::add_condition_field(std::move(field));
}

}  // namespace sahay::email
