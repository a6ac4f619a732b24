// Mails of a mailbox by thread. The subject never joins two mails; Message-ID, In-Reply-To and References do.
#include <filesystem>
#include <numeric>

#include "base/text.h"
#include "desk/imports/reader.h"
#include "platform/mail/message.h"

namespace sahay::imports {
namespace {

// Each mail begins with a line "From ..." at the start or after an empty line (mboxrd: ">From " inside is unquoted).
std::vector<std::string_view> mails_of(std::string_view text) {
  std::vector<std::string_view> out;
  const auto is_start = [&](std::size_t at) { return text.substr(at, 5) == "From " && (at == 0 || (at >= 2 && text[at - 1] == '\n' && (text[at - 2] == '\n' || text.substr(at - 2, 1) == "\r" || (at >= 3 && text.substr(at - 3, 3) == "\n\r\n")))); };
  std::size_t begin = text.npos;
  for (std::size_t at = 0; at < text.size();) {
    if (is_start(at)) {
      if (begin != text.npos) out.push_back(text.substr(begin, at - begin));
      const auto line = text.find('\n', at);
      begin = line == text.npos ? text.size() : line + 1;
    }
    const auto next = text.find('\n', at);
    if (next == text.npos) break;
    at = next + 1;
  }
  if (begin != text.npos && begin < text.size()) out.push_back(text.substr(begin));
  return out;
}

std::string unquoted(std::string_view mail) {
  std::string out(mail);
  return text::replace_all(out, "\n>From ", "\nFrom ");
}

std::string bare(std::string_view id) {
  id = text::trim(id);
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  return std::string(id);
}

struct Mail {
  JsonObject comment;
  std::string id, subject, from, name;
  Time date;
  std::vector<std::string> names;  // ids that it refers to
  bool ours = false;
};

JsonArray files_of(mail::Message& message) {
  JsonArray out;
  for (mail::Attachment& file : message.attachments)
    if (file.size > 0) out.push_back(JsonObject{{"file_name", text::repair_utf8(file.filename)}, {"content_type", text::repair_utf8(file.content_type)}, {"content_base64", text::to_base64(file.bytes)}, {"inline", file.is_inline}});
  return out;
}

Result<Mail> read_mail(std::string_view bytes, const std::vector<std::string>& own) {
  mail::Message message = TRY(mail::parse(unquoted(bytes), {}));
  Mail out;
  out.id = bare(message.message_id);
  if (out.id.empty()) out.id = text::to_hex(text::sha256(bytes)).substr(0, 32) + "@content.invalid";
  out.subject = text::repair_utf8(message.subject);
  out.from = text::lower_ascii(text::repair_utf8(message.from.address));
  out.name = text::repair_utf8(message.from.name);
  out.date = message.date.value_or(Time{});
  out.ours = std::any_of(own.begin(), own.end(), [&](const std::string& one) { return text::equal_ignoring_case(one, out.from); });
  for (const auto* list : {&message.references, &message.in_reply_to})
    for (const std::string& id : *list) out.names.push_back(bare(id));
  out.comment = JsonObject{{"public", true}, {"message_id", text::repair_utf8(out.id)}, {"author", JsonObject{{"email", out.from}, {"name", out.name}}}};
  if (!message.html.empty()) out.comment["html_body"] = text::repair_utf8(message.html);
  else out.comment["body"] = text::repair_utf8(message.text);
  if (out.date) out.comment["created_at"] = to_iso8601(out.date);
  if (JsonArray files = files_of(message); !files.empty()) out.comment["attachments"] = std::move(files);
  return out;
}

// Mails that name each other get the same root.
std::vector<std::size_t> roots_of(const std::vector<Mail>& mails) {
  std::vector<std::size_t> parent(mails.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::map<std::string, std::size_t> first;  // an id, and a mail that has or names it
  for (std::size_t i = 0; i < mails.size(); ++i) {
    std::vector<std::string> ids = mails[i].names;
    ids.push_back(mails[i].id);
    for (const std::string& id : ids) {
      if (id.find('@') == id.npos) continue;
      const auto [there, fresh] = first.emplace(id, i);
      if (!fresh) parent[root(i)] = root(there->second);
    }
  }
  for (std::size_t i = 0; i < mails.size(); ++i) parent[i] = root(i);
  return parent;
}

JsonObject ticket_of(std::vector<Mail*> thread) {
  std::stable_sort(thread.begin(), thread.end(), [](const Mail* a, const Mail* b) { return a->date < b->date; });
  const auto customer = std::find_if(thread.begin(), thread.end(), [](const Mail* m) { return !m->ours && !m->from.empty(); });
  const Mail& first = *thread.front(), &requester = customer == thread.end() ? first : **customer;
  JsonObject out{{"id", first.id}, {"subject", first.subject.empty() ? "-" : first.subject}, {"requester", JsonObject{{"email", requester.from}, {"name", requester.name}}}, {"status", thread.back()->ours ? "solved" : "open"}, {"via", JsonObject{{"channel", "email"}}}};
  if (first.date) out["created_at"] = to_iso8601(first.date);
  if (thread.back()->date) out["updated_at"] = to_iso8601(thread.back()->date);
  JsonArray comments;
  std::set<std::string> seen;
  for (Mail* mail : thread)
    if (seen.insert(mail->id).second) comments.push_back(std::move(mail->comment));
  out["comments"] = std::move(comments);
  return out;
}

}  // namespace

Result<void> read_mbox(const std::string& path, const std::vector<std::string>& own_addresses, const Take& take) {
  const std::string bytes = TRY(bytes_of(path)), name = std::filesystem::path(path).filename().string();
  std::vector<Mail> mails;
  std::vector<std::int64_t> numbers;
  std::int64_t number = 0;
  for (const std::string_view mail : mails_of(bytes)) {
    ++number;
    auto read = read_mail(mail, own_addresses);
    if (!read.ok() || read->from.find('@') == std::string::npos) {
      take({"ticket", name + ":mail " + std::to_string(number), {}, read.ok() ? "no sender" : "no readable mail: " + read.error().detail});
      continue;
    }
    mails.push_back(std::move(*read));
    numbers.push_back(number);
  }
  const auto roots = roots_of(mails);
  std::map<std::size_t, std::vector<Mail*>> threads;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < mails.size(); ++i) {
    auto& thread = threads[roots[i]];
    if (thread.empty()) order.push_back(roots[i]);
    thread.push_back(&mails[i]);
  }
  for (const std::size_t root : order) {
    const auto number_of_first = numbers[std::size_t(threads[root].front() - mails.data())];
    take({"ticket", name + ":mail " + std::to_string(number_of_first), {}, {}, ticket_of(threads[root])});
  }
  return {};
}

}  // namespace sahay::imports
