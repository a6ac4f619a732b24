// The rules of a new desk. Those that act by themselves are switched off: they show how it is done.
#include "desk/automation/automation.h"
#include "desk/automation/rule_sql.h"

namespace sahay::automation {

void create_first_rules(db::Tx& tx) {
  if (tx.execute(sql::rule::mark_seeded) == 0) return;
  tx.execute(sql::rule::insert_trigger, tx.new_id("triggers"), "Tell the assignee of an assignment", "", false, 1,
             R"({"all":[{"field":"assignee_id","operator":"changed","value":null},{"field":"assignee_id","operator":"is_not","value":"current_user"}],"any":[]})",
             R"([{"field":"notification_user","value":["assignee_id","[{{ticket.account}}] {{ticket.title}}","You have been assigned to request #{{ticket.id}}.\n\n{{ticket.link}}"]}])", tx.now());
  tx.execute(sql::rule::insert_trigger, tx.new_id("triggers"), "Tell the group of a new request", "", false, 2,
             R"({"all":[{"field":"update_type","operator":"is","value":"Create"},{"field":"group_id","operator":"is_not","value":""}],"any":[]})",
             R"([{"field":"notification_group","value":["group_id","[{{ticket.account}}] {{ticket.title}}","A request (#{{ticket.id}}) from {{ticket.requester.name}} is new in your group.\n\n{{ticket.link}}"]}])", tx.now());
  tx.execute(sql::rule::insert_automation, tx.new_id("automations"), "Close requests four days after they were solved", false, 1,
             R"({"all":[{"field":"status","operator":"is","value":"solved"},{"field":"SOLVED","operator":"greater_than","value":"96"}],"any":[]})",
             R"([{"field":"status","value":"closed"}])", tx.now());
  tx.execute(sql::rule::insert_macro, tx.new_id("macros"), "Take it", "Assigns the request to you", 1,
             R"([{"field":"assignee_id","value":"current_user"},{"field":"status","value":"open"}])", tx.now());
  tx.execute(sql::rule::insert_macro, tx.new_id("macros"), "Customer does not answer", "Asks again and waits", 2,
             R"([{"field":"comment_value","value":"Hello {{ticket.requester.first_name}}, we need your answer to go on with request #{{ticket.id}}. Please reply when you can."},{"field":"status","value":"pending"}])", tx.now());
}

}  // namespace sahay::automation
