#include "desk/tickets/placeholders.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/ticket_field.h"
#include "desk/tickets/unsent.h"
#include "platform/text/html.h"

namespace sahay::tickets {

std::function<std::string()> site_address;
std::function<std::string()> desk_name;

namespace {

constexpr std::size_t kLongest = 1 << 20, kLongestName = 200;

std::string titled(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = char(word[0] - 'a' + 'A');
  return word;
}

std::string custom_value(const RawJson& values, std::string_view key) {
  const auto parsed = parse_json(values.text);
  if (!parsed.ok() || !parsed->is_object()) return "";
  const auto* value = parsed->get_object().if_contains(boost::json::string_view(key.data(), key.size()));
  return value ? value->is_string() ? std::string(value->get_string()) : value->is_null() ? "" : to_string(*value) : "";
}

std::string person_value(db::Tx& tx, const std::optional<people::User>& user, std::string_view what) {
  if (!user) return "";
  const std::size_t blank = user->name.find(' ');
  if (what == "name") return user->name;
  if (what == "first_name") return user->name.substr(0, blank);
  if (what == "last_name") return blank == std::string::npos ? "" : user->name.substr(blank + 1);
  if (what == "id") return std::to_string(user->id.value);
  if (what == "email") return user->email;
  if (what == "phone") return user->phone;
  if (what == "role") return user->role;
  if (what == "locale" || what == "language") return user->locale;
  if (what == "external_id") return user->external_id;
  if (what == "details") return user->details;
  if (what == "notes") return user->notes;
  if (what == "signature") return user->signature;
  if (what == "time_zone") return user->time_zone;
  if (what == "organization.name") {
    const auto organization = people::find_organization(tx, user->organization_id);
    return organization ? organization->name : "";
  }
  constexpr std::string_view own = "custom_fields.";
  return what.starts_with(own) ? custom_value(user->user_fields, what.substr(own.size())) : "";
}

std::string comment_block(Facts& facts, const Comment& comment) {
  const auto author = people::find_user(facts.tx(), comment.author_id);
  return "----------------------------------------------\n\n" + (author ? author->name : std::string("-")) + ", " + to_iso8601(comment.created_at) + "\n\n" + comment.text;
}

std::vector<Comment> told(Facts& facts, bool public_only, const std::vector<CommentId>& unsent) {
  auto list = comments(facts.tx(), facts.ticket().id, public_only);
  std::erase_if(list, [&](const Comment& comment) { return std::find(unsent.begin(), unsent.end(), comment.id) != unsent.end(); });
  return list;
}

std::string comments_formatted(Facts& facts, bool public_only, const std::vector<CommentId>& unsent = {}) {
  const auto list = told(facts, public_only, unsent);
  std::string out;
  for (auto comment = list.rbegin(); comment != list.rend() && out.size() < kLongest; ++comment) out += (out.empty() ? "" : "\n\n") + comment_block(facts, *comment);
  return out;
}

std::optional<Comment> latest(Facts& facts, bool public_only, const std::vector<CommentId>& unsent = {}) {
  auto list = told(facts, public_only, unsent);
  return list.empty() ? std::nullopt : std::optional(std::move(list.back()));
}

// What the placeholders of comments say to somebody who must not hear of `unsent`; nothing: it is no such placeholder.
std::optional<std::string> without_unsent(Facts& facts, std::string_view name, bool is_html, const std::vector<CommentId>& unsent) {
  const bool public_only = name.find("public_comment") != std::string_view::npos;
  if (name.ends_with("comments_formatted")) return comments_formatted(facts, public_only, unsent);
  if (!name.starts_with("ticket.latest_")) return std::nullopt;
  const auto comment = latest(facts, public_only, unsent);
  return comment ? is_html ? comment->html : comment->text : std::string();
}

std::string own_field(Facts& facts, std::string_view id, bool title) {
  const auto* value = facts.custom_fields().if_contains(boost::json::string_view(id.data(), id.size()));
  if (!value || value->is_null()) return "";
  const std::string word = value->is_string() ? std::string(value->get_string()) : to_string(*value);
  if (!title) return word;
  for (const TicketField& field : ticket_fields(facts.tx())) {
    if (std::to_string(field.id.value) != id) continue;
    const auto options = parse_json(field.options.text);
    if (!options.ok() || !options->is_array()) return word;
    for (const Json& option : options->get_array())
      if (option.is_object() && string_at(option.get_object(), "value").value_or("") == word) return string_at(option.get_object(), "name").value_or(word);
  }
  return word;
}

std::string ticket_address(Facts& facts) {
  return (site_address ? site_address() : "") + "/agent/tickets/" + std::to_string(facts.ticket().id.value);
}

std::string names_of(Facts& facts, const std::vector<std::int64_t>& ids) {
  std::string out;
  for (const auto& user : people::find_users(facts.tx(), ids)) out += (out.empty() ? "" : ", ") + user.name;
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<Placeholder> row_placeholders() {
  const auto of = [](std::string name, std::string (*value)(const Ticket&)) {
    return Placeholder{"ticket." + name, [value](Facts& f, std::string_view) { return value(f.ticket()); }};
  };
  return {of("id", [](const Ticket& t) { return std::to_string(t.id.value); }),
          of("title", [](const Ticket& t) { return t.subject; }),
          of("subject", [](const Ticket& t) { return t.subject; }),
          of("description", [](const Ticket& t) { return t.description; }),
          of("verbatim_description", [](const Ticket& t) { return t.description; }),
          of("status", [](const Ticket& t) { return titled(t.status); }),
          of("priority", [](const Ticket& t) { return titled(t.priority); }),
          of("ticket_type", [](const Ticket& t) { return titled(t.type); }),
          of("type", [](const Ticket& t) { return titled(t.type); }),
          of("via", [](const Ticket& t) { return t.channel; }),
          of("external_id", [](const Ticket& t) { return t.external_id; }),
          of("recipient", [](const Ticket& t) { return t.recipient; }),
          of("tags", [](const Ticket& t) { return joined(t.tags); }),
          of("due_date", [](const Ticket& t) { return t.due_at ? to_iso8601(t.due_at).substr(0, 10) : ""; }),
          of("due_date_with_timestamp", [](const Ticket& t) { return t.due_at ? to_iso8601(t.due_at) : ""; }),
          of("created_at", [](const Ticket& t) { return to_iso8601(t.created_at).substr(0, 10); }),
          of("created_at_with_timestamp", [](const Ticket& t) { return to_iso8601(t.created_at); }),
          of("updated_at", [](const Ticket& t) { return to_iso8601(t.updated_at).substr(0, 10); }),
          of("updated_at_with_timestamp", [](const Ticket& t) { return to_iso8601(t.updated_at); })};
}

std::vector<Placeholder> people_placeholders() {
  const auto person = [](std::string prefix, const std::optional<people::User>& (Facts::*who)()) {
    return Placeholder{prefix + ".*", [prefix, who](Facts& f, std::string_view name) { return person_value(f.tx(), (f.*who)(), name.substr(prefix.size() + 1)); }};
  };
  return {person("ticket.requester", &Facts::requester), person("ticket.assignee", &Facts::assignee), person("current_user", &Facts::current),
          {"ticket.submitter.*", [](Facts& f, std::string_view name) { return person_value(f.tx(), people::find_user(f.tx(), f.ticket().submitter_id), name.substr(17)); }},
          {"agent.*", [](Facts& f, std::string_view name) { return person_value(f.tx(), f.current(), name.substr(6)); }},
          {"ticket.organization.name", [](Facts& f, std::string_view) { return f.organization() ? f.organization()->name : ""; }},
          {"ticket.organization.id", [](Facts& f, std::string_view) { return f.organization() ? std::to_string(f.organization()->id.value) : ""; }},
          {"ticket.organization.external_id", [](Facts& f, std::string_view) { return f.organization() ? f.organization()->external_id : ""; }},
          {"ticket.organization.custom_fields.*", [](Facts& f, std::string_view name) { return f.organization() ? custom_value(f.organization()->organization_fields, name.substr(34)) : ""; }},
          {"ticket.group.name", [](Facts& f, std::string_view) {
             const auto group = people::find_group(f.tx(), f.ticket().group_id);
             return group ? group->name : "";
           }},
          {"ticket.group.id", [](Facts& f, std::string_view) { return f.ticket().group_id ? std::to_string(f.ticket().group_id.value) : ""; }},
          {"ticket.cc_names", [](Facts& f, std::string_view) { return names_of(f, f.ticket().email_cc_ids.empty() ? f.ticket().collaborator_ids : f.ticket().email_cc_ids); }},
          {"ticket.follower_names", [](Facts& f, std::string_view) { return names_of(f, f.ticket().follower_ids); }}};
}

std::vector<Placeholder> text_placeholders() {
  const auto last = [](std::string name, bool public_only, bool html) {
    return Placeholder{"ticket." + name, [public_only, html](Facts& f, std::string_view) {
                         const auto comment = latest(f, public_only);
                         return comment ? html ? comment->html : comment->text : std::string();
                       }, html};
  };
  return {last("latest_comment", false, false), last("latest_comment_formatted", false, false), last("latest_comment_html", false, true), last("latest_comment_rich", false, true),
          last("latest_public_comment", true, false), last("latest_public_comment_formatted", true, false), last("latest_public_comment_html", true, true), last("latest_public_comment_rich", true, true),
          {"ticket.comments_formatted", [](Facts& f, std::string_view) { return comments_formatted(f, false); }},
          {"ticket.public_comments_formatted", [](Facts& f, std::string_view) { return comments_formatted(f, true); }},
          {"ticket.url", [](Facts& f, std::string_view) { return ticket_address(f); }},
          {"ticket.link", [](Facts& f, std::string_view) { return ticket_address(f); }},
          {"ticket.account", [](Facts&, std::string_view) { return desk_name ? desk_name() : ""; }},
          {"ticket.brand.name", [](Facts&, std::string_view) { return desk_name ? desk_name() : ""; }},
          {"ticket.ticket_field_option_title_*", [](Facts& f, std::string_view name) { return own_field(f, name.substr(33), true); }},
          {"ticket.ticket_field_*", [](Facts& f, std::string_view name) { return own_field(f, name.substr(20), false); }}};
}

std::vector<Placeholder>& registered() {
  static std::vector<Placeholder> list = [] {
    std::vector<Placeholder> out;
    for (auto make : {row_placeholders, people_placeholders, text_placeholders})
      for (Placeholder& one : make()) out.push_back(std::move(one));
    for (Placeholder& one : out)
      for (const char* name : {"ticket.title", "ticket.subject", "ticket.description", "ticket.verbatim_description", "ticket.latest_", "ticket.comments_formatted", "ticket.public_comments_formatted", "ticket.ticket_field_"})
        if (one.name.starts_with(name)) one.is_words = true;
    return out;
  }();
  return list;
}

const Placeholder* find_placeholder(std::string_view name) {
  for (const Placeholder& one : registered()) {
    const bool many = one.name.ends_with('*');
    const std::string_view stem = std::string_view(one.name).substr(0, one.name.size() - (many ? 1 : 0));
    if (many ? name.size() > stem.size() && name.starts_with(stem) : name == stem) return &one;
  }
  return nullptr;
}

std::string escaped(std::string text, bool is_html, Escape escape) {
  if (escape == Escape::html) return is_html ? text : text::replace_all(text::escape_html(text), "\n", "<br>");
  if (is_html) text = text::html_to_text(text);
  if (escape == Escape::none) return text;
  const std::string quoted = to_string(Json(text));
  return quoted.substr(1, quoted.size() - 2);
}

// The name between "{{" and "}}" at the start of `rest`, and how many bytes the whole takes; nothing when it is none.
std::optional<std::pair<std::string_view, std::size_t>> name_at(std::string_view rest) {
  const std::size_t end = rest.substr(0, kLongestName).find("}}", 2);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text::trim(rest.substr(2, end - 2));
  if (name.empty() || name.find_first_of("{}\n") != std::string_view::npos) return std::nullopt;
  return std::pair{name, end + 2};
}

}  // namespace

void add_placeholder(Placeholder placeholder) {
  auto& all = registered();
  std::erase_if(all, [&](const Placeholder& known) { return known.name == placeholder.name; });
  all.insert(all.begin(), std::move(placeholder));
}

const std::vector<Placeholder>& placeholders() { return registered(); }

std::string Placeholders::value_of(std::string_view name, Escape escape) {
  std::string key(name);
  key += char('0' + int(escape));
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  const Placeholder* placeholder = find_placeholder(name);
  if (placeholder && placeholder->is_words && !words_) placeholder = nullptr;
  std::optional<std::string> told = placeholder && !unsent_.empty() ? without_unsent(facts_, name, placeholder->is_html, unsent_) : std::nullopt;
  if (placeholder && !told) told = placeholder->value(facts_, name);
  std::string value = told ? escaped(std::move(*told), placeholder->is_html, escape) : "";
  known_.emplace(std::move(key), value);
  return value;
}

void Placeholders::leave_unsent_out(CommentId but) {
  known_.clear();
  unsent_ = held_comments(facts_.tx(), facts_.ticket());
  std::erase(unsent_, but);
}

std::string Placeholders::fill(std::string_view text, Escape escape) {
  std::string out;
  while (!text.empty() && out.size() < kLongest) {
    const std::size_t open = text.find("{{");
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    if (const auto found = name_at(text)) {
      out += value_of(found->first, escape);
      text.remove_prefix(found->second);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  if (out.size() > kLongest) out = text::repair_utf8(std::string_view(out).substr(0, kLongest));
  return out;
}

}  // namespace sahay::tickets
