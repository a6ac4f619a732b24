// Every operator of every built-in condition field, asked of one ticket by hand-written answers; where the database can
// be asked too, it must answer the same.
#include "desk/tickets/condition.h"

#include "desk/tickets/testing/tickets_desk.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

struct Row {
  std::string field, op;
  Json value;
  bool expected;
};

class ConditionTest : public TicketsDesk {
 protected:
  // Rina's urgent incident of Meghna Tools, assigned to Sara, who also looks at it.
  Ticket incident() {
    field_ = add_field("tagger", "Product", R"([{"id":1,"name":"Drill","value":"drill"},{"id":2,"name":"Saw","value":"saw"}])");
    box_ = add_field("checkbox", "Warranty");
    number_ = add_field("integer", "Batch");
    date_ = add_field("date", "Bought");
    NewTicket wanted = about("Broken drill", "The drill smokes when it starts.");
    wanted.status = "open";
    wanted.priority = "high";
    wanted.type = "incident";
    wanted.assignee = cast.sara;
    wanted.group = cast.support;
    wanted.tags = {"vip", "north"};
    wanted.recipient = "Help@desk.example";
    wanted.external_id = "A-7";
    wanted.channel = "email";
    wanted.custom_fields = {{std::to_string(field_), "drill"}, {std::to_string(box_), true}, {std::to_string(number_), "12"}, {std::to_string(date_), "2026-03-01"}};
    return make(std::move(wanted));
  }
  std::string own(std::int64_t id) const { return "custom_fields_" + std::to_string(id); }

  void expect(const Ticket& ticket, const std::vector<Row>& rows, const Happening* happening = nullptr) {
    for (const Row& row : rows) {
      const Condition condition{row.field, row.op, row.value};
      const std::string what = row.field + " " + row.op + " " + to_string(row.value);
      const bool held = read([&](db::Tx& tx) {
        Facts facts(tx, ticket, cast.sara, happening);
        return holds(facts, condition);
      });
      EXPECT_EQ(held, row.expected) << what;
      const ConditionField* field = find_condition_field(row.field);
      ASSERT_NE(field, nullptr) << what;
      EXPECT_NE(std::find(field->operators.begin(), field->operators.end(), row.op), field->operators.end()) << what;
      if (const auto found = asked(ticket, condition)) EXPECT_EQ(*found, row.expected) << what << " in SQL";
    }
  }
  // What the database says; nothing when it cannot be asked.
  std::optional<bool> asked(const Ticket& ticket, const Condition& condition) {
    return read([&](db::Tx& tx) -> std::optional<bool> {
      api::Where where;
      where.add("t.id = ?", db::Value(ticket.id.value));
      if (!add_conditions(where, {{condition}, {}}, {cast.sara, {cast.support.value}, tx.now()})) return std::nullopt;
      return !ticket_resource().select(tx, where).empty();
    });
  }
  std::int64_t field_ = 0, box_ = 0, number_ = 0, date_ = 0;
};

TEST_F(ConditionTest, closed_sets_are_compared_by_their_order) {
  expect(incident(), {{"status", "is", "open", true}, {"status", "is", "pending", false}, {"status", "is_not", "open", false}, {"status", "is_not", "solved", true},
                      {"status", "less_than", "pending", true}, {"status", "less_than", "open", false}, {"status", "greater_than", "new", true}, {"status", "greater_than", "open", false},
                      {"priority", "is", "high", true}, {"priority", "is", "", false}, {"priority", "is_not", "", true}, {"priority", "less_than", "urgent", true},
                      {"priority", "greater_than", "normal", true}, {"priority", "greater_than", "high", false},
                      {"type", "is", "incident", true}, {"type", "is", "problem", false}, {"type", "is_not", "problem", true}, {"type", "is_not", "incident", false}});
}

TEST_F(ConditionTest, references_know_numbers_nobody_and_words_for_people) {
  const Json sara(std::to_string(cast.sara.value)), oleg(std::to_string(cast.oleg.value)), rina(std::to_string(cast.rina.value));
  expect(incident(), {{"assignee_id", "is", sara, true}, {"assignee_id", "is", oleg, false}, {"assignee_id", "is", "", false}, {"assignee_id", "is_not", "", true}, {"assignee_id", "is", "current_user", true},
                      {"assignee_id", "is_not", "current_user", false}, {"assignee_id", "is", "requester_id", false}, {"assignee_id", "is_not", "requester_id", true},
                      {"requester_id", "is", rina, true}, {"requester_id", "is", "assignee_id", false}, {"requester_id", "is_not", "current_user", true},
                      {"submitter_id", "is", rina, true}, {"submitter_id", "is", "requester_id", true}, {"submitter_id", "is_not", sara, true},
                      {"group_id", "is", Json(std::to_string(cast.support.value)), true}, {"group_id", "is", "", false}, {"group_id", "is_not", "999", true}, {"group_id", "is", "current_groups", true}, {"group_id", "is_not", "current_groups", false},
                      {"organization_id", "is", Json(std::to_string(cast.meghna.value)), true}, {"organization_id", "is", "", false}, {"organization_id", "is_not", Json(std::to_string(cast.meghna.value)), false},
                      {"ticket_form_id", "is", "999", false}, {"ticket_form_id", "is_not", "999", true}, {"brand_id", "includes", JsonArray{"998", "999"}, false}, {"brand_id", "not_includes", JsonArray{"998", "999"}, true}});
}

TEST_F(ConditionTest, tags_and_plain_texts) {
  expect(incident(), {{"current_tags", "includes", "vip", true}, {"current_tags", "includes", "south vip", true}, {"current_tags", "includes", "south", false}, {"current_tags", "not_includes", "south east", true},
                      {"current_tags", "not_includes", "south north", false}, {"current_tags", "includes", JsonArray{"north"}, true}, {"current_tags", "includes", "", false},
                      {"via_id", "is", "4", true}, {"via_id", "is", "email", true}, {"via_id", "is_not", "5", true}, {"via_id", "is", "web", false},
                      {"recipient", "is", "help@DESK.example", true}, {"recipient", "is_not", "other@desk.example", true}, {"external_id", "is", "A-7", true}, {"external_id", "is", "a-7", false},
                      {"ticket_is_public", "is", "public", true}, {"ticket_is_public", "is", "private", false}});
}

TEST_F(ConditionTest, words_are_whole_words_in_any_case) {
  expect(incident(), {{"subject_includes_word", "includes", "DRILL", true}, {"subject_includes_word", "includes", "saw drill", true}, {"subject_includes_word", "includes", "dril", false},
                      {"subject_includes_word", "not_includes", "saw lathe", true}, {"subject_includes_word", "not_includes", "drill", false},
                      {"subject_includes_word", "is", "broken drill", true}, {"subject_includes_word", "is", "drill broken", false}, {"subject_includes_word", "is_not", "drill broken", true},
                      {"description_includes_word", "includes", "smokes", true}, {"description_includes_word", "includes", "broken", true}, {"description_includes_word", "is", "smokes when it", true},
                      {"description_includes_word", "not_includes", "fire", true}, {"subject_includes_word", "includes", "", false}});
}

TEST_F(ConditionTest, a_number_inside_a_word_is_not_a_word) {
  expect(make(about("quiet 12345678", "The PR-200 hums, order ORD-2024/17")),
         {{"subject_includes_word", "includes", "fire12345678", false}, {"subject_includes_word", "not_includes", "fire12345678", true},
          {"subject_includes_word", "includes", "12345678", true}, {"subject_includes_word", "is", "fire12345678", false},
          {"description_includes_word", "includes", "PR-200", true}, {"description_includes_word", "includes", "PR-300", false},
          {"description_includes_word", "includes", "pr-300 hums", true}, {"description_includes_word", "includes", "ORD-2024/18", false},
          {"description_includes_word", "includes", "ord-2024/17", true}, {"description_includes_word", "is", "PR-200 hums", true}});
  expect(make(about("fire12345678 now", "x")),
         {{"subject_includes_word", "includes", "fire12345678", true}, {"subject_includes_word", "includes", "12345678", false},
          {"subject_includes_word", "is", "fire12345678 now", true}});
}

TEST_F(ConditionTest, words_of_other_scripts_are_words_too) {
  expect(make(about("ড্রিল চলছে না", "Дрель не включается")),
         {{"subject_includes_word", "includes", "ড্রিল", true}, {"subject_includes_word", "includes", "চল", false}, {"description_includes_word", "includes", "ДРЕЛЬ", true}});
}

TEST_F(ConditionTest, own_fields_by_value_presence_and_order) {
  const Ticket ticket = incident();
  const std::int64_t empty = add_field("text", "Remark");
  expect(ticket, {{own(field_), "is", "drill", true}, {own(field_), "is", "saw", false}, {own(field_), "is_not", "saw", true}, {own(field_), "is_not", "drill", false}, {own(field_), "is", "dril", false},
                  {own(field_), "present", nullptr, true}, {own(field_), "not_present", nullptr, false}, {own(empty), "present", nullptr, false}, {own(empty), "not_present", nullptr, true}, {own(empty), "is", "", true},
                  {own(field_), "includes", JsonArray{"saw", "drill"}, true}, {own(field_), "not_includes", JsonArray{"saw"}, true},
                  {own(box_), "is", "true", true}, {own(box_), "is", "false", false}, {own(empty), "is", "false", true},
                  {own(number_), "less_than", "100", true}, {own(number_), "greater_than", "9", true}, {own(number_), "greater_than_equal", "12", true}, {own(number_), "less_than_equal", "11", false},
                  {own(date_), "less_than", "2026-03-02", true}, {own(date_), "greater_than", "2026-02-28", true}, {own(date_), "greater_than", "2026-03-01", false},
                  {"ticket_fields_" + std::to_string(field_), "is", "drill", true}});
}

TEST_F(ConditionTest, days_around_today_count_from_midnight) {
  const Ticket ticket = incident();
  const std::int64_t recent = add_field("date", "Delivered");
  const std::string today = read([](db::Tx& tx) { return to_iso8601(tx.now()).substr(0, 10); });
  Change wanted;
  wanted.custom_fields = {{std::to_string(recent), today}};
  expect(change(cast.sara, ticket.id, wanted)->ticket, {{own(recent), "within_previous_n_days", "1", true}, {own(recent), "within_next_n_days", "1", true}, {own(date_), "within_next_n_days", "1", false}});
}

TEST_F(ConditionTest, what_happened_is_known_to_triggers_only) {
  const Ticket ticket = incident();
  Happening created;
  created.created = true;
  created.via = "email";
  created.actor = cast.rina;
  created.actor_role = "end-user";
  expect(ticket, {{"update_type", "is", "Create", true}, {"update_type", "is", "Change", false}, {"update_type", "is_not", "Change", true}, {"current_via_id", "is", "4", true}, {"current_via_id", "is_not", "4", false},
                  {"role", "is", "end_user", true}, {"role", "is", "agent", false}, {"role", "is_not", "agent", true}, {"role", "is", "requester_id", true}, {"role", "is", Json(std::to_string(cast.rina.value)), true},
                  {"comment_is_public", "is", "true", false}, {"comment_is_public", "is", "not_relevant", false}, {"comment_includes_word", "includes", "smokes", false}, {"comment_includes_word", "not_includes", "smokes", true}}, &created);
  expect(ticket, {{"update_type", "is", "Create", false}, {"update_type", "is", "Change", false}, {"status", "changed", nullptr, false}, {"role", "is_not", "agent", false}});
  Happening note;
  note.actor = cast.sara;
  note.actor_role = "admin";
  note.comment = Comment{};
  note.comment->is_public = false;
  note.comment->text = "Ask the Workshop";
  expect(ticket, {{"comment_is_public", "is", "false", true}, {"comment_is_public", "is", "true", false}, {"comment_is_public", "is", "not_relevant", true}, {"comment_is_public", "is", "requester_can_see_comment", false},
                  {"comment_includes_word", "includes", "workshop", true}, {"role", "is", "agent", true}, {"role", "is", "admin", true}, {"role", "is", "assignee_id", true}, {"update_type", "is", "Change", true}}, &note);
}

TEST_F(ConditionTest, changes_by_their_ends) {
  const Ticket ticket = incident();
  Happening happening;
  happening.changes = {{"status", "new", "open"}, {"assignee_id", nullptr, Json(std::to_string(cast.sara.value))}, {std::to_string(field_), "saw", "drill"}};
  expect(ticket, {{"status", "changed", nullptr, true}, {"priority", "changed", nullptr, false}, {"status", "not_changed", nullptr, false}, {"priority", "not_changed", nullptr, true},
                  {"status", "value", "open", true}, {"status", "value", "solved", false}, {"status", "not_value", "solved", true}, {"status", "not_value", "open", false},
                  {"status", "value_previous", "new", true}, {"status", "value_previous", "open", false}, {"status", "not_value_previous", "pending", true}, {"status", "not_value_previous", "new", false},
                  {"status", "changed_to", "open", true}, {"status", "changed_from", "new", true}, {"status", "not_changed_to", "open", false}, {"status", "not_changed_from", "new", false},
                  {"priority", "value", "high", false}, {"priority", "not_value", "high", true},
                  {"assignee_id", "value_previous", "", true}, {"assignee_id", "value", Json(std::to_string(cast.sara.value)), true}, {"assignee_id", "value", "current_user", true},
                  {own(field_), "changed", nullptr, true}, {own(field_), "value", "drill", true}, {own(field_), "value_previous", "saw", true}}, &happening);
}

TEST_F(ConditionTest, hours_pass_since_each_kind_of_moment) {
  Ticket ticket = incident();
  temp_.clock.advance(std::chrono::hours(5) + std::chrono::minutes(30));
  write([&](db::Tx& tx) -> Result<void> {
    Change wanted;
    wanted.status = "pending";
    wanted.due_at = tx.now() + std::chrono::hours(10);
    const Outcome done = TRY(update(tx, {cast.sara}, ticket.id, wanted));
    keep_times(tx, *done.event);
    return {};
  }).ok();
  temp_.clock.advance(std::chrono::hours(2));
  expect(stored(ticket.id), {{"NEW", "is", "7", true}, {"NEW", "is", "8", false}, {"NEW", "greater_than", "7", true}, {"NEW", "greater_than", "8", false}, {"NEW", "less_than", "8", true}, {"NEW", "less_than", "7", false},
                             {"created_at", "is", "7", true}, {"updated_at", "is", "2", true}, {"updated_at", "less_than", "3", true},
                             {"PENDING", "is", "2", true}, {"PENDING", "less_than", "2", false}, {"PENDING", "greater_than", "1", true}, {"OPEN", "greater_than", "0", false}, {"SOLVED", "is", "2", false},
                             {"status_updated_at", "is", "2", true}, {"assigned_at", "is", "7", true}, {"assignee_updated_at", "is", "2", true}, {"requester_updated_at", "is", "7", true},
                             {"due_date", "less_than", "0", true}, {"due_date", "greater_than", "0", false}, {"until_due_date", "less_than", "9", true}, {"until_due_date", "greater_than", "7", true}, {"until_due_date", "greater_than", "9", false}});
}

TEST_F(ConditionTest, business_hours_come_from_the_calendar_and_the_database_only_bounds_them) {
  const Ticket ticket = incident();
  temp_.clock.advance(std::chrono::hours(48));
  business_time = [](db::Tx&, const Ticket&, Time from, Time to) { return (to - from) / 4; };  // 12 working hours
  const std::vector<Row> rows = {{"NEW", "is_business_hours", "12", true}, {"NEW", "greater_than_business_hours", "11", true}, {"NEW", "greater_than_business_hours", "12", false}, {"NEW", "less_than_business_hours", "13", true}};
  for (const Row& row : rows) {
    const bool held = read([&](db::Tx& tx) {
      Facts facts(tx, ticket);
      return holds(facts, Condition{row.field, row.op, row.value});
    });
    EXPECT_EQ(held, row.expected) << row.op << " " << to_string(row.value);
    read([&](db::Tx& tx) {
      api::Where where;
      EXPECT_FALSE(add_conditions(where, {{{row.field, row.op, row.value}}, {}}, {.now = tx.now()}));
      if (row.expected) EXPECT_FALSE(ticket_resource().select(tx, where).empty()) << row.op;
    });
  }
  business_time = nullptr;
}

TEST_F(ConditionTest, all_and_any_are_joined) {
  const Ticket ticket = incident();
  const Condition open{"status", "is", "open"}, low{"priority", "is", "low"}, vip{"current_tags", "includes", "vip"};
  const auto both = [&](const Conditions& conditions) {
    return read([&](db::Tx& tx) {
      Facts facts(tx, ticket);
      api::Where where;
      EXPECT_TRUE(add_conditions(where, conditions, {.now = tx.now()}));
      const bool held = holds(facts, conditions);
      EXPECT_EQ(held, !ticket_resource().select(tx, where).empty());
      return held;
    });
  };
  EXPECT_TRUE(both({{open}, {}}));
  EXPECT_TRUE(both({{open, vip}, {low, vip}}));
  EXPECT_FALSE(both({{open, low}, {}}));
  EXPECT_FALSE(both({{open}, {low}}));
  EXPECT_TRUE(both({{}, {low, open}}));
}

TEST_F(ConditionTest, what_clients_send_is_checked_and_kept) {
  const auto try_read = [&](const char* text, Use use) {
    return read([&](db::Tx& tx) { return read_conditions(tx, parse_json(text)->get_object(), use); });
  };
  const auto problem = [&](const char* text, Use use) {
    const auto result = try_read(text, use);
    return result.ok() ? std::string("none") : result.error().fields.front().field + " " + result.error().fields.front().key;
  };
  const auto kept = try_read(R"({"all":[{"field":"status","operator":"less_than","value":"solved"}],"any":[{"field":"current_tags","operator":"includes","value":"a b"}]})", kViews);
  ASSERT_TRUE(kept.ok());
  std::string text;
  JsonWriter writer(text);
  write_conditions(writer, *kept);
  EXPECT_EQ(text, R"({"all":[{"field":"status","operator":"less_than","value":"solved"}],"any":[{"field":"current_tags","operator":"includes","value":"a b"}]})");
  EXPECT_EQ(parse_conditions(text).all.size(), 1u);
  EXPECT_TRUE(try_read(R"({"conditions":{"all":[{"field":"update_type","value":"Create"}]}})", kTriggers).ok());
  EXPECT_EQ(problem(R"({"all":[{"field":"moon","operator":"is","value":"full"}]})", kTriggers), "conditions rules.error.no_condition_field");
  EXPECT_EQ(problem(R"({"all":[{"field":"status","operator":"smells","value":"new"}]})", kTriggers), "conditions rules.error.no_operator");
  EXPECT_EQ(problem(R"({"all":[{"field":"status","operator":"is","value":"sleepy"}]})", kTriggers), "conditions rules.error.wrong_value");
  EXPECT_EQ(problem(R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})", kViews), "conditions rules.error.no_condition_field");
  EXPECT_EQ(problem(R"({"all":[{"field":"status","operator":"changed"}]})", kViews), "conditions rules.error.no_operator");
  EXPECT_EQ(problem(R"({"all":[{"field":"custom_fields_999","operator":"is","value":"x"}]})", kTriggers), "conditions rules.error.wrong_value");
  EXPECT_EQ(problem(R"({"all":[{"field":"SOLVED","operator":"is","value":"soon"}]})", kAutomations), "conditions rules.error.wrong_value");
  EXPECT_EQ(problem(R"({"all":"status"})", kTriggers), "conditions error.field.wrong_type");
}

TEST_F(ConditionTest, siblings_add_fields_of_their_own) {
  const std::size_t before = condition_fields().size();
  ConditionField field{"weather", "ticket", kTriggers, {"is"}, "text"};
  field.holds = [](Facts&, const Condition& condition) { return value_text(condition.value) == "rain"; };
  add_condition_field(field);
  add_condition_field(field);
  EXPECT_EQ(condition_fields().size(), before + 1);
  expect(incident(), {{"weather", "is", "rain", true}, {"weather", "is", "sun", false}});
}

}  // namespace
}  // namespace sahay::tickets
