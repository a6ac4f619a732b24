// The words of the letter: what the visitor saw in the talk up to the press, by whom and when, in their language and zone.
#include <algorithm>

#include "base/text.h"
#include "desk/chat/chat_sql.h"
#include "desk/chat/transcript.h"
#include "desk/chat/transcript_row.h"
#include "desk/people/face.h"
#include "desk/site/words.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/unsent.h"
#include "desk/tickets/visible_text.h"
#include "platform/calendar/zone.h"

namespace sahay::chat {
namespace q = sql::chat;
namespace {

constexpr int kMostMessages = 500;
constexpr std::size_t kMostBytes = 400'000, kLongestWords = 20'000;

struct Said {
  std::string who, role, day, time, words;
  std::vector<std::pair<std::string, std::string>> files;  // name and size, address ("" = none can be given)
};

class Writer {
 public:
  Writer(db::Tx& tx, Transcript asked, const std::string& desk_name) : tx_(tx), asked_(std::move(asked)), desk_name_(desk_name), language_(i18n::language_of(asked_.locale)) {
    // What the visitor's side called its zone is shown only where there is such a zone.
    zone_ = calendar::Zone::find(asked_.time_zone) ? asked_.time_zone : "UTC";
  }

  Result<channels::OwnLetter> write(const Conversation& conversation, const Visitor& visitor) {
    const std::string own_name = visitor.name.empty() ? say("chat.transcript.you") : visitor.name + " (" + say("chat.transcript.you") + ")";
    std::vector<Said> talk;
    std::size_t bytes = 0;
    std::int64_t number = 0;
    bool whole = true;
    // From the newest back, so that a talk that is too long loses its beginning.
    for (const Entry& entry : tx_.all<Entry>(q::messages_upto, conversation.id, asked_.upto_seq, kMostMessages + 1)) {
      const auto comment = tickets::find_comment(tx_, entry.comment_id);
      if (!comment || !comment->is_public) continue;
      const auto ticket = tickets::find(tx_, comment->ticket_id);
      if (!ticket || tickets::held_until(tx_, *ticket, *comment)) continue;
      if (entry.author_role == "visitor") number = ticket->id.value;
      Said one = said(entry, *comment, own_name);
      if (one.words.empty() && one.files.empty()) continue;
      bytes += one.words.size();
      if (talk.size() == kMostMessages || bytes > kMostBytes) {
        whole = false;
        break;
      }
      talk.push_back(std::move(one));
    }
    if (talk.empty()) return not_found("words of a talk");
    std::reverse(talk.begin(), talk.end());
    if (!number) number = conversation.ticket_id.value;
    channels::OwnLetter out{.language = language_, .reader = visitor.email == asked_.address ? visitor.name : std::string()};
    out.subject = say("chat.transcript.subject", {{"number", std::to_string(number)}});
    begin(out, number, whole);
    for (std::size_t i = 0; i < talk.size(); ++i) add(out, talk[i], i == 0 || talk[i].day != talk[i - 1].day);
    end(out, number);
    return out;
  }

 private:
  std::string say(std::string_view key, const i18n::Arguments& arguments = {}) const { return i18n::text(language_, key, arguments); }

  Said said(const Entry& entry, const tickets::Comment& comment, const std::string& own_name) {
    Said out;
    if (entry.author_role == "visitor") {
      out.who = own_name;
    } else if (entry.author_role == "bot") {
      const people::Face face = people::bot_face(language_);
      out.who = face.name, out.role = face.title;
    } else if (const auto author = entry.author_role == "agent" ? people::find_user(tx_, comment.author_id) : std::nullopt) {
      const people::Face face = people::face_of(tx_, *author, language_);
      out.who = face.name, out.role = face.title;
    } else {
      out.who = desk_name_;
    }
    std::replace(out.who.begin(), out.who.end(), '\n', ' ');
    out.day = site::date_words(language_, comment.created_at, zone_);
    out.time = site::time_words(language_, comment.created_at, zone_);
    const std::string_view words = text::trim(tickets::visible_text(comment));
    out.words = text::repair_utf8(words.substr(0, kLongestWords));
    if (out.words.size() < words.size()) out.words += "…";
    const std::string ours = tickets::site_address ? tickets::site_address() : "";
    for (const tickets::Attachment& file : tickets::attachments_of_comment(tx_, comment.id))
      if (!file.deleted)
        out.files.emplace_back(file.file_name + " (" + site::size_words(language_, file.size) + ")", ours.empty() ? "" : ours + tickets::attachment_path(file));
    return out;
  }

  void paragraph(channels::OwnLetter& out, const std::string& words) const {
    out.text += words + "\n\n";
    out.html += "<p>" + text::escape_html(words) + "</p>";
  }

  void begin(channels::OwnLetter& out, std::int64_t number, bool whole) const {
    paragraph(out, say("chat.transcript.intro", {{"desk", desk_name_}, {"number", std::to_string(number)}}));
    paragraph(out, say("chat.transcript.zone", {{"zone", zone_}}));
    if (!whole) paragraph(out, say("chat.transcript.beginning_left_out"));
  }

  // A stranger's words are shown as they were typed: no address in them becomes a link of ours.
  void add(channels::OwnLetter& out, const Said& one, bool new_day) const {
    const auto escaped = [](const std::string& words) { return text::replace_all(text::escape_html(words), "\n", "<br>"); };
    if (new_day) out.text += "— " + one.day + " —\n\n";
    if (new_day) out.html += "<h2 style=\"font-size:14px;margin:20px 0 8px;color:#474f5a\">" + text::escape_html(one.day) + "</h2>";
    const std::string role = one.role.empty() ? "" : ", " + one.role;
    out.text += one.time + "  " + one.who + role + ":\n" + (one.words.empty() ? "" : one.words + "\n");
    out.html += "<div style=\"margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid #c9d3e0\"><div style=\"font-size:13px;color:#474f5a\"><b>" +
                text::escape_html(one.who) + "</b>" + text::escape_html(role) + " · " + text::escape_html(one.time) + "</div><div dir=\"auto\">" + escaped(one.words) + "</div>";
    for (const auto& [name, address] : one.files) {
      out.text += say("chat.transcript.file", {{"name", name}}) + (address.empty() ? "" : "\n" + address) + "\n";
      const std::string shown = text::escape_html(say("chat.transcript.file", {{"name", name}}));
      out.html += "<div>" + (address.empty() ? shown : "<a href=\"" + text::escape_html(address) + "\">" + shown + "</a>") + "</div>";
    }
    out.text += "\n";
    out.html += "</div>";
  }

  void end(channels::OwnLetter& out, std::int64_t number) const {
    paragraph(out, say("chat.transcript.go_on", {{"number", std::to_string(number)}}));
    paragraph(out, say("chat.transcript.not_you"));
    while (out.text.ends_with('\n')) out.text.pop_back();
  }

  db::Tx& tx_;
  const Transcript asked_;
  const std::string desk_name_;
  const i18n::Language language_;
  std::string zone_;
};

}  // namespace

Result<channels::OwnLetter> write_transcript(db::Tx& tx, std::int64_t number, const std::string& desk_name) {
  auto asked = tx.one<Transcript>(q::find_transcript, number);
  if (!asked) return not_found("transcript");
  const auto conversation = tx.one<Conversation>(q::find_conversation, asked->conversation_id);
  const auto visitor = tx.one<Visitor>(q::find_visitor_by_id, asked->visitor_id);
  if (!conversation || !visitor) return not_found("conversation");
  return Writer(tx, std::move(*asked), desk_name).write(*conversation, *visitor);
}

}  // namespace sahay::chat
