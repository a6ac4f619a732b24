// Labels: words on articles. A label has no row of its own; its id is made from its name and so stays the same.
#include "base/text.h"
#include "desk/helpcenter/help_api.h"
#include "platform/api/whole_list.h"

namespace sahay::helpcenter {
namespace {

using api::Access;
using api::Context;
using api::Reply;

std::int64_t label_id(std::string_view name) {
  const std::string digest = text::sha256(name);
  std::int64_t out = 0;
  for (int i = 0; i < 6; ++i) out = out << 8 | static_cast<unsigned char>(digest[std::size_t(i)]);
  return out + 1;
}

struct Label {
  std::string name;
  Time at;  // of the newest article that has it
};

void write(JsonWriter& w, const Context& c, const Label& label) {
  const auto id = label_id(label.name);
  w.begin_object().field("id", id).field("url", c.url("/help_center/articles/labels/" + std::to_string(id) + ".json")).field("name", label.name);
  w.field("created_at", label.at).field("updated_at", label.at).end_object();
}

// Of the articles that the caller may read.
std::vector<Label> labels_of(Context& c, db::Tx& tx) {
  std::map<std::string, Time> found;
  for (const ArticleRow& row : article_rows().select(tx, readable_articles(c, tx)))
    for (const std::string& name : row.label_names) found[name] = std::max(found[name], row.updated_at);
  std::vector<Label> out;
  for (const auto& [name, at] : found) out.push_back({name, at});
  return out;
}

Reply labels_reply(const Context& c, const std::vector<Label>& labels) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("labels").begin_array();
  for (const Label& label : labels) write(w, c, label);
  w.end_array();
  api::end_whole_list(w, c, labels.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Reply label_reply(const Context& c, const Label& label) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("label");
  write(w, c, label);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> of_article(Context& c, db::Tx& tx) {
  const ArticleRow row = TRY(readable_article(c, tx, c.id()));
  std::vector<Label> out;
  for (const std::string& name : row.label_names) out.push_back({name, row.updated_at});
  return labels_reply(c, out);
}

Result<Reply> add(Context& c, db::Tx& tx) {
  TRY(editable_article(c, tx, c.id()));
  const std::string name(text::trim(string_at(*TRY(c.wrapped("label")), "name").value_or("")));
  if (name.empty()) return invalid("name", "BlankValue", "error.field.blank");
  if (text::length(name) > 60) return invalid("name", "TooLong", "error.field.too_long", {{"max", "60"}});
  Article article = *find_article(tx, ArticleId(c.id()));
  auto& names = article.label_names;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  if (names.size() > 50) return invalid("label_names", "TooLong", "error.field.too_long", {{"max", "50"}});
  TRY(save_article(tx, UserId(c.caller.id), article));
  Reply reply = label_reply(c, {name, tx.now()});
  reply.status = 201;
  return reply;
}

Result<Reply> remove(Context& c, db::Tx& tx) {
  TRY(editable_article(c, tx, c.id()));
  Article article = *find_article(tx, ArticleId(c.id()));
  if (std::erase_if(article.label_names, [&](const std::string& name) { return label_id(name) == c.id("label"); }) == 0) return not_found();
  TRY(save_article(tx, UserId(c.caller.id), article));
  return Reply::no_content();
}

}  // namespace

void add_label_routes(api::Api& api) {
  read_both(api, "/articles/{id}/labels", Access::anonymous, of_article);
  write_both(api, "POST", "/articles/{id}/labels", Access::staff, add);
  write_both(api, "DELETE", "/articles/{id}/labels/{label}", Access::staff, remove);
  for (const char* path : {"/help_center/articles/labels", "/help_center/articles/labels/show_many"})
    api.read("GET", path, Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> { return labels_reply(c, labels_of(c, tx)); });
  api.read("GET", "/help_center/articles/labels/{id}", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> {
    for (const Label& label : labels_of(c, tx))
      if (label_id(label.name) == c.id()) return label_reply(c, label);
    return not_found();
  });
}

}  // namespace sahay::helpcenter
