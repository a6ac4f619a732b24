#include "desk/email/inline_pictures.h"

#include <map>

#include "base/text.h"
#include "desk/tickets/attachments.h"

namespace sahay::email {
namespace {

constexpr std::string_view kFolder = "/attachments/";
constexpr std::string_view kPutAside = "data-remote-";
constexpr std::size_t kMostPictures = 200;

// The token in "/attachments/TOKEN/NAME" or "https://host/attachments/TOKEN/NAME"; "" for any other address.
std::string_view token_of(std::string_view address) {
  if (address.starts_with("https://") || address.starts_with("http://")) {
    const auto slash = address.find('/', address.find("//") + 2);
    if (slash == address.npos) return {};
    address.remove_prefix(slash);
  }
  if (!address.starts_with(kFolder)) return {};
  address.remove_prefix(kFolder.size());
  const auto end = address.find('/');
  return end == address.npos ? std::string_view() : address.substr(0, end);
}

// Where the attribute begins whose name ends in the "src" at `at`: src itself, or the one into which the sanitiser moves
// addresses with a host, ours among them.
std::size_t start_of_name(std::string_view html, std::size_t at) {
  if (html.substr(0, at).ends_with(kPutAside)) at -= kPutAside.size();
  const bool begins = at > 0 && (html[at - 1] == ' ' || html[at - 1] == '\n' || html[at - 1] == '\t');
  return begins ? at : html.npos;
}

class Embedding {
 public:
  Embedding(const MailDesk& desk, db::Tx& tx, mail::Outgoing& out) : desk_(desk), tx_(tx), out_(out) {
    for (const auto& file : out.files) total_ += std::int64_t(file.bytes.size());
  }

  // The HTML with the addresses of pictures that are inside of the mail.
  std::string rewrite(std::string_view html) {
    std::string result;
    std::size_t copied = 0;
    for (auto at = html.find("src="); at != html.npos; at = html.find("src=", at)) {
      const std::size_t name = start_of_name(html, at);
      at += 4;
      if (name == html.npos || at >= html.size() || (html[at] != '"' && html[at] != '\'')) continue;
      const auto end = html.find(html[at], at + 1);
      if (end == html.npos) break;
      const std::string id = content_id(token_of(html.substr(at + 1, end - at - 1)));
      if (id.empty()) continue;
      result.append(html.substr(copied, name - copied)).append("src=").append(1, html[at]).append("cid:").append(id);
      copied = end;
      at = end;
    }
    return result.append(html.substr(copied));
  }

  std::set<std::string> tokens() const {
    std::set<std::string> all;
    for (const auto& [token, id] : ids_)
      if (!id.empty()) all.insert(token);
    return all;
  }

 private:
  // Of the picture behind the token, taken into the mail at its first mention; "" when it stays outside.
  std::string content_id(std::string_view token) {
    if (token.empty()) return {};
    if (const auto known = ids_.find(token); known != ids_.end()) return known->second;
    if (ids_.size() >= kMostPictures) return {};
    return ids_.emplace(std::string(token), take(token)).first->second;
  }

  std::string take(std::string_view token) {
    const auto file = tickets::find_attachment_by_token(tx_, token);
    if (!file || file->deleted || !file->content_type.starts_with("image/") || total_ + file->size > kMostBytesOfFiles) return {};
    auto bytes = desk_.files.get(file->sha256);
    if (!bytes.ok()) return {};
    total_ += file->size;
    const std::string id = std::to_string(file->id.value) + "." + file->sha256.substr(0, 16) + "@" + desk_.settings.message_id_domain;
    out_.files.push_back({file->file_name, file->content_type, id, std::move(*bytes)});
    return id;
  }

  const MailDesk& desk_;
  db::Tx& tx_;
  mail::Outgoing& out_;
  std::int64_t total_ = 0;
  std::map<std::string, std::string, std::less<>> ids_;
};

}  // namespace

std::set<std::string> embed_pictures(const MailDesk& desk, db::Tx& tx, mail::Outgoing& out) {
  const bool in_words = out.html.find(kFolder) != std::string::npos;
  const bool in_history = out.history && out.history->html.find(kFolder) != std::string::npos;
  if (!in_words && !in_history) return {};
  Embedding embedding(desk, tx, out);
  if (in_words) out.html = embedding.rewrite(out.html);
  if (in_history) out.history->html = embedding.rewrite(out.history->html);
  return embedding.tokens();
}

}  // namespace sahay::email
