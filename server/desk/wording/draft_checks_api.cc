// POST /tickets/{id}/draft_checks: what the rules say of a draft. Nothing is stored.
#include "base/text.h"
#include "desk/tickets/tickets_api.h"
#include "desk/wording/wording.h"
#include "platform/text/html.h"

namespace sahay::wording {
namespace {

using api::Context;
using api::Reply;

// Places on the wire are counted as JavaScript counts (UTF-16 units).
class Utf16 {
 public:
  explicit Utf16(std::string_view text) : text_(text) {}
  std::int64_t at(std::size_t byte) {
    if (byte < byte_) byte_ = 0, unit_ = 0;
    for (; byte_ < byte && byte_ < text_.size();) {
      const std::size_t n = std::max<std::size_t>(1, text::sequence_length(text_.substr(byte_)));
      unit_ += n == 4 ? 2 : 1;
      byte_ += n;
    }
    return unit_;
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::int64_t unit_ = 0;
};

// The fact of the ticket that the answer asks for once more.
void write_fact(JsonWriter& w, const KnownFact& fact) {
  w.begin_object().field("id", fact.fact_id).field("kind", fact.kind).key("done_by");
  if (fact.done_by.empty()) w.null(); else w.value(fact.done_by);
  w.field("at", fact.at).end_object();
}

void write_finding(JsonWriter& w, const Draft& draft, const Finding& finding, Level level, Utf16& places) {
  w.begin_object().field("rule", name_of(finding.rule)).field("level", name_of(level));
  const bool placed = finding.end > 0 && finding.rule != Rule::unanswered;
  w.key("start");
  if (placed) w.value(places.at(finding.begin)); else w.null();
  w.key("end");
  if (placed) w.value(places.at(finding.end)); else w.null();
  w.field("text", finding.text).key("substitutes").begin_array();
  if (finding.has_plain)
    for (const auto plain : text::split(finding.plain, '|')) w.value(text::trim(plain));
  w.end_array().key("known");
  if (finding.rule == Rule::known_data) w.value(finding.plain); else w.null();
  w.key("fact");
  if (finding.known >= 0 && draft.known[std::size_t(finding.known)].fact_id) write_fact(w, draft.known[std::size_t(finding.known)]);
  else w.null();
  w.end_object();
}

void write_readability(JsonWriter& w, const Readability& r) {
  const auto tenths = [](double value) { return double(std::int64_t(value * 10 + 0.5)) / 10; };
  w.begin_object().field("formula", r.formula).key("score");
  if (r.has_score) w.value(tenths(r.score)); else w.null();
  w.field("level", r.level).field("sentences", r.sentences).field("words", r.words).field("words_per_sentence", tenths(r.words_per_sentence));
  w.field("letters_per_word", tenths(r.letters_per_word)).key("syllables_per_word");
  if (r.has_score) w.value(tenths(r.syllables_per_word)); else w.null();
  w.end_object();
}

std::string body_of(const tickets::Ticket& ticket, const Draft& draft, const Policies::OfGroup& policy, bool may_override) {
  const Check done = in_force() ? check(draft) : Check{};
  std::string out;
  JsonWriter w(out);
  Utf16 places(draft.text);
  bool blocked = false;
  w.begin_object().key("draft_check").begin_object().field("ticket_id", ticket.id).key("findings").begin_array();
  for (const Finding& finding : done.findings) {
    const Level level = policy.levels[std::size_t(finding.rule)];
    if (level == Level::off) continue;
    blocked = blocked || level == Level::block;
    write_finding(w, draft, finding, level, places);
  }
  w.end_array().key("questions").begin_array();
  for (const Question& question : done.questions) w.begin_object().field("text", question.text).field("answered", question.answered).end_object();
  w.end_array().key("readability");
  if (done.readability.words) write_readability(w, done.readability); else w.null();
  w.field("blocked", blocked).field("may_override", may_override).end_object().end_object();
  return out;
}

}  // namespace

void Wording::add_check_route(api::Api& api) {
  api.read("POST", "/tickets/{id}/draft_checks", api::Right(api::Access::staff, api::kAnyStaff), [this](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
    const JsonObject* in = TRY(c.wrapped("draft_check"));
    std::string words = text::repair_utf8(string_at(*in, "text").value_or(""));
    if (const auto html = string_at(*in, "html"); html && words.empty()) words = text::html_to_text(*html);
    std::vector<std::string> recipients;
    if (const JsonArray* list = array_at(*in, "recipients"))
      for (const Json& one : *list)
        if (one.is_string() && recipients.size() < 100) recipients.emplace_back(one.get_string());
    const auto files = integer_at(*in, "attachments").value_or(0);
    const GroupId group = integer_at(*in, "group_id") ? GroupId(*integer_at(*in, "group_id")) : ticket.group_id;
    const Draft draft = gather(tx, ticket, std::move(words), int(std::clamp<std::int64_t>(files, 0, 1000)), std::move(recipients), policies_.phrases());
    return Reply::ok(body_of(ticket, draft, policy_of(policies_, ticket, group), c.caller.may("drafts.override")));
  });
}

}  // namespace sahay::wording
