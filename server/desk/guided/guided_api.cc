#include "desk/guided/guided_api.h"

#include "base/text.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/visible.h"
#include "platform/api/controller.h"
#include "platform/api/remembered.h"
#include "platform/http/multipart.h"
#include "platform/text/html.h"

namespace sahay::guided {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kLargestFile = 10'000'000;

api::Resource<Report> describe() {
  using namespace api;
  using R = Report;
  Resource<R> r;
  r.name = "guided_report";
  r.plural = "guided_reports";
  r.path = "/guided_reports";
  r.table = "guided_reports";
  r.see = Access::staff;
  r.base.add("t.sent_at is not null");  // what is not sent is nobody's but the writer's
  r.scope = [](const Caller& caller, Where& where) {
    if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
  };
  r.filters = {{"ticket_id", "t.ticket_id", false}, {"channel", "t.channel"}};
  r.sorts = {{"sent_at", {"t.sent_at"}}, {"id", {"t.id"}}};
  r.default_sort = {"t.id"};
  r.creates = r.updates = r.deletes = r.many = false;
  r.fields = {computed<R>("id", "integer", [](JsonWriter& w, const R& x, const Context&) { w.value(x.id); }),
              reference<R>("ticket_id", &R::ticket_id).read_only(),
              reference<R>("comment_id", &R::comment_id).read_only(),
              reference<R>("person_id", &R::person_id).read_only(),
              text_field<R>("channel", &R::channel).read_only(),
              text_field<R>("locale", &R::locale).read_only(),
              flag<R>("advised", &R::advised).read_only(),
              time_field<R>("created_at", &R::created_at).read_only(),
              time_field<R>("sent_at", &R::sent_at).read_only()};
  return r;
}

Holder holder_of(const Context& c, db::Tx& tx, const Links& links) {
  Holder out{.key = std::string(c.request->path_value("key")), .link = links.find(tx, c.request->path_value("key"))};
  out.channel = "widget";
  out.locale = i18n::code(c.parameter("locale") ? i18n::language_of(*c.parameter("locale")) : i18n::negotiate(c.request->header("accept-language")));
  out.source = c.request->remote_address;
  return out;
}

void write_result(JsonWriter& w, db::Tx& tx, const Context& c, const Report& report) {
  const auto end = told(tx, report, report.language());
  if (!end) {
    w.null();
    return;
  }
  w.begin_object().field("ticket_id", end->ticket.id).field("person", end->person).field("group", end->group);
  w.field("next_step", end->next.words).field("next_at", end->next.when).field("request_url", c.site_url + "/requests/" + std::to_string(end->ticket.id.value)).end_object();
}

Result<Reply> draft_reply(Context& c, db::Tx& tx, const Report& report, Vague advice = Vague::clear) {
  const Answers answers = parse_answers(report.answers.text);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("report_draft").begin_object().field("locale", report.locale).key("answers").value(answers);
  w.key("files").begin_array();
  for (const DraftFile& file : parse_files(report.files.text)) w.value(file);
  w.end_array().field("expires_at", report.expires_at).field("sent_at", report.sent_at).key("advice");
  if (advice == Vague::clear) w.null();
  else w.begin_object().field("code", name_of(advice)).field("text", i18n::text(report.language(), "guided.advice." + std::string(name_of(advice)))).end_object();
  w.key("result");
  write_result(w, tx, c, report);
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_draft(Context& c, db::Tx& tx, const Links& links) {
  const Holder holder = holder_of(c, tx, links);
  const auto report = find_report(tx, holder.key);
  if (!in_force() || (!report && !(holder.link && holder.link->holds))) return not_found("report");
  return draft_reply(c, tx, report ? *report : report_for(tx, holder));
}

Result<Reply> keep_draft(Context& c, db::Tx& tx, const Links& links) {
  const JsonObject* in = TRY(c.wrapped("report_draft"));
  const JsonObject* answers = object_at(*in, "answers");
  const Kept kept = TRY(keep(tx, holder_of(c, tx, links), answers ? *answers : JsonObject{}, string_at(*in, "leaving").value_or("")));
  return draft_reply(c, tx, kept.report, kept.advice);
}

Result<Reply> take_file(Context& c, db::Store& store, files::Directory& files, const Links& links) {
  const http::UploadedFile file = http::uploaded_file(*c.request, c.parameter("filename").value_or(""));
  if (file.bytes.empty()) return invalid("file", "BlankValue", "error.field.empty_file");
  const bool may = store.read([&](db::Tx& tx) { return in_force() && may_hold(holder_of(c, tx, links)); });
  if (!may) return not_found("report");
  const std::string hash = TRY(files.put(file.bytes));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    const site::StoredFile stored{std::string(text::first(file.name.empty() ? "file" : file.name, 200)), file.type, hash, std::int64_t(file.bytes.size())};
    const Report report = TRY(add_files(tx, holder_of(c, tx, links), {stored}));
    Reply made = TRY(draft_reply(c, tx, report));
    made.status = 201;
    return made;
  });
}

// The words that ask this customer for a report: they go into the composer and leave only with the answer.
Result<Reply> show_ask(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  if (!in_force()) return not_found("report");
  const std::string words = words_of_ask(tx, ticket, c.site_url);
  std::string out;
  JsonWriter(out).begin_object().key("report_ask").begin_object().field("ticket_id", ticket.id).field("text", words).field("html", text::text_to_html(words))
      .field("url", address_of(ticket.id, c.site_url)).end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

const api::Resource<Report>& report_resource() {
  static const api::Resource<Report> resource = describe();
  return resource;
}

void add_guided_routes(api::Api& api, files::Directory& files, const Links& links) {
  // The key is the right: nobody needs to be known to report a problem.
  const api::Right anybody(Access::anonymous, api::kAnyStaff);
  api.read("GET", "/report_drafts/{key}", Access::anonymous, [&links](Context& c, db::Tx& tx) { return show_draft(c, tx, links); });
  api.write("PUT", "/report_drafts/{key}", anybody, [&links](Context& c, db::Tx& tx) { return keep_draft(c, tx, links); }, {.body_limit = 256 << 10});
  api.write("DELETE", "/report_drafts/{key}", anybody, [&links](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(discard(tx, holder_of(c, tx, links)));
    return Reply::no_content();
  });
  api.plain("POST", "/report_drafts/{key}/files", anybody, [&files, &links](Context& c, db::Store& store) { return take_file(c, store, files, links); },
            {.body_limit = kLargestFile}, false);
  api.write("DELETE", "/report_drafts/{key}/files/{file}", anybody, [&links](Context& c, db::Tx& tx) -> Result<Reply> {
    const Report report = TRY(remove_file(tx, holder_of(c, tx, links), c.request->path_value("file")));
    return draft_reply(c, tx, report);
  });
  api.write("POST", "/report_drafts/{key}/send", anybody, [&links](Context& c, db::Tx& tx) -> Result<Reply> {
    const Report report = TRY(send(tx, holder_of(c, tx, links)));
    return draft_reply(c, tx, report);
  });
  api.read("GET", "/tickets/{id}/report_ask", Access::staff, show_ask);
  api::add_resource(api, report_resource());
}

}  // namespace sahay::guided
