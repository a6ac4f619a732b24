#include "platform/mail/compose.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mail/addresses.h"
#include "platform/mail/header_writer.h"
#include "platform/mail/transfer.h"
#include "platform/text/html.h"
#include "platform/text/reply.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxReferences = 20;

// "<left@right>" without white space or controls; empty when it is no id.
std::string clean_id(std::string_view raw) {
  std::string id;
  for (char c : raw) {
    const auto u = static_cast<unsigned char>(c);
    if (u > 32 && u != 127 && c != '<' && c != '>' && c != ',') id += c;
  }
  if (id.empty() || id.size() > 900 || id.find('@') == std::string::npos) return {};
  return "<" + id + ">";
}

std::string address_field(std::string_view name, const std::vector<Address>& list) {
  std::vector<std::string> tokens;
  for (const Address& a : list) {
    if (!a.address.empty()) tokens.push_back(format_address(a));
  }
  return tokens.empty() ? std::string() : folded_tokens(name, tokens, ",");
}

std::string references_field(const Outgoing& mail) {
  std::vector<std::string> ids;
  for (const std::string& raw : mail.references) {
    std::string id = clean_id(raw);
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  if (std::string parent = clean_id(mail.in_reply_to); !parent.empty()) {
    std::erase(ids, parent);
    ids.push_back(std::move(parent));
  }
  // The first id names the thread, the newest ones the place in it.
  if (ids.size() > kMaxReferences) ids.erase(ids.begin() + 1, ids.end() - (kMaxReferences - 1));
  return ids.empty() ? std::string() : folded_tokens("References", ids, "");
}

std::string origin_fields(const Outgoing& mail) {
  if (mail.origin == Origin::person) return {};
  std::string out = mail.origin == Origin::auto_replied ? "Auto-Submitted: auto-replied\r\n" : "Auto-Submitted: auto-generated\r\n";
  return out + "X-Auto-Response-Suppress: All\r\n";
}

std::string header_of(const Outgoing& mail) {
  std::string out = header_line("Date", format_date(mail.date));
  out += address_field("From", {mail.from});
  if (mail.sender) out += address_field("Sender", {*mail.sender});
  out += address_field("Reply-To", mail.reply_to);
  out += address_field("To", mail.to);
  out += address_field("Cc", mail.cc);
  out += header_line("Subject", mail.subject);
  out += folded_tokens("Message-ID", {clean_id(mail.message_id)}, "");
  if (const std::string parent = clean_id(mail.in_reply_to); !parent.empty()) out += folded_tokens("In-Reply-To", {parent}, "");
  out += references_field(mail);
  out += origin_fields(mail);
  if (!mail.list_unsubscribe.empty()) out += header_line("List-Unsubscribe", "<" + text::replace_all(clean_header_value(mail.list_unsubscribe), " ", "") + ">");
  if (!mail.list_id.empty()) out += header_line("List-Id", mail.list_id);
  if (!mail.loop_token.empty()) out += header_line("X-Loop", mail.loop_token);
  for (const auto& [name, value] : mail.extra_headers) out += header_line(name, value);
  return out + "MIME-Version: 1.0\r\n";
}

std::string quoted(std::string_view history) {
  std::string out;
  for (std::string_view line : text::split(history, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += line.starts_with('>') || line.empty() ? ">" : "> ";
    out += line;
    out += '\n';
  }
  return out;
}

std::string text_body(const Outgoing& mail) {
  std::string out;
  if (mail.reply_marker) out += std::string(text::reply_marker(mail.language)) + "\n\n";
  out += mail.text.empty() ? text::html_to_text(mail.html) : mail.text;
  if (mail.history) {
    if (!out.ends_with('\n')) out += '\n';
    const QuotedHistory& h = *mail.history;
    out += "\n" + h.attribution + "\n" + quoted(h.text.empty() ? text::html_to_text(h.html) : h.text);
  }
  return out;
}

// The history wrapper carries an attribute, a class and a blockquote of type "cite": Gmail drops the attribute, Outlook
// renames the class to x_..., every client keeps one of the three.
std::string html_body(const Outgoing& mail) {
  std::string out = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n";
  if (mail.reply_marker) {
    out += "<div class=\"sahay-marker\" style=\"color:#8a8a8a;font-size:12px\">" + text::escape_html(text::reply_marker(mail.language)) + "</div>\n";
  }
  out += "<div>" + mail.html + "</div>\n";
  if (mail.history) {
    const QuotedHistory& h = *mail.history;
    out += "<div class=\"sahay-history\" data-sahay-history=\"1\"><div>" + text::escape_html(h.attribution) + "</div>\n<blockquote type=\"cite\">" +
           (h.html.empty() ? text::text_to_html(h.text) : h.html) + "</blockquote></div>\n";
  }
  return out + "</body></html>\n";
}

class Body {
 public:
  explicit Body(const Outgoing& mail) : mail_(mail) {}

  // Content headers and content of the whole message.
  std::string build() {
    const std::string text = leaf("text/plain; charset=utf-8", text_body(mail_));
    std::vector<std::string> inline_files, files;
    for (const OutgoingFile& f : mail_.files) {
      const bool shown = !f.content_id.empty() && !mail_.html.empty();
      (shown ? inline_files : files).push_back(file_part(f, shown));
    }
    std::string body = text;
    if (!mail_.html.empty()) {
      std::string html = leaf("text/html; charset=utf-8", html_body(mail_));
      if (!inline_files.empty()) {
        inline_files.insert(inline_files.begin(), html);
        html = multipart("related", inline_files);
      }
      body = multipart("alternative", {text, html});
    }
    if (!files.empty()) {
      files.insert(files.begin(), body);
      body = multipart("mixed", files);
    }
    return body;
  }

 private:
  static std::string leaf(std::string_view type, std::string_view utf8) {
    return "Content-Type: " + std::string(type) + "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           encode_quoted_printable(text::repair_utf8(utf8));
  }

  static std::string file_part(const OutgoingFile& f, bool shown) {
    std::string type = text::lower_ascii(clean_header_value(f.content_type));
    const bool sane = type.find('/') != type.npos && std::all_of(type.begin(), type.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("/.+-_").find(c) != std::string_view::npos;
    });
    if (!sane || type.starts_with("multipart/") || type.starts_with("message/")) type = "application/octet-stream";
    std::string name = clean_header_value(f.filename);
    if (name.empty()) name = "attachment";
    std::string out = "Content-Type: " + type + parameter("name", name) + "\r\nContent-Disposition: " + (shown ? "inline" : "attachment") +
                      parameter("filename", name) + "\r\nContent-Transfer-Encoding: base64\r\n";
    if (shown) {
      std::string id = clean_header_value(f.content_id);
      std::erase_if(id, [](char c) { return c == '<' || c == '>' || c == ' '; });
      out += "Content-ID: <" + id + ">\r\n";
    }
    return out + "\r\n" + encode_base64_lines(f.bytes);
  }

  // "=_" cannot occur in quoted-printable or base64 content, so the boundary never collides.
  std::string multipart(std::string_view kind, const std::vector<std::string>& parts) {
    const std::string boundary = "=_" + text::to_hex(text::sha256(mail_.message_id + std::string(kind) + std::to_string(++boundaries_))).substr(0, 30);
    std::string out = "Content-Type: multipart/" + std::string(kind) + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const std::string& part : parts) out += "--" + boundary + "\r\n" + part + "\r\n";
    return out + "--" + boundary + "--\r\n";
  }

  const Outgoing& mail_;
  int boundaries_ = 0;
};

}  // namespace

Result<std::string> compose(const Outgoing& mail) {
  if (clean_id(mail.message_id).empty()) return invalid("message_id", mail.message_id.empty() ? "BlankValue" : "InvalidValue", "mail.invalid_message_id");
  if (!plausible_address(mail.from.address)) return invalid("from", mail.from.address.empty() ? "BlankValue" : "InvalidValue", "mail.invalid_from");
  if (mail.to.empty() && mail.cc.empty()) return invalid("to", "BlankValue", "mail.no_recipient");
  for (const auto* list : {&mail.to, &mail.cc}) {
    for (const Address& a : *list) {
      if (!plausible_address(a.address)) return invalid("to", "InvalidValue", "mail.invalid_recipient");
    }
  }
  return header_of(mail) + Body(mail).build();
}

}  // namespace sahay::mail
