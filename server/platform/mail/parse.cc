#include <algorithm>

#include "base/text.h"
#include "platform/mail/addresses.h"
#include "platform/mail/attachments.h"
#include "platform/mail/auto_reply.h"
#include "platform/mail/body.h"
#include "platform/mail/bounce.h"
#include "platform/mail/forward.h"
#include "platform/mail/message.h"
#include "platform/mail/mime_tree.h"
#include "platform/mail/sender.h"
#include "platform/mail/signed_text.h"
#include "platform/mail/visible_reply.h"

namespace sahay::mail {
namespace {

void add_addresses(std::vector<Address>& list, std::string_view value, const DecodeHints& hints) {
  for (Address& address : parse_addresses(value, hints)) list.push_back(std::move(address));
}

void add_delivered(Message& message, const std::string& address) {
  if (address.empty()) return;
  auto& list = message.delivered_to;
  if (list.size() < 500 && std::find(list.begin(), list.end(), address) == list.end()) list.push_back(address);
}

bool named(const Field& field, std::string_view name) { return text::equal_ignoring_case(field.name, name); }

void fill_headers(const Part& root, const DecodeHints& hints, Message& message) {
  for (const Field& f : root.fields) {
    message.headers.push_back({std::string(f.name), unfold(f.value)});
    if (named(f, "Subject") && message.subject.empty()) message.subject = decode_text(f.value, hints);
    else if (named(f, "From")) add_addresses(message.all_from, f.value, hints);
    else if (named(f, "To")) add_addresses(message.to, f.value, hints);
    else if (named(f, "Cc")) add_addresses(message.cc, f.value, hints);
    else if (named(f, "Reply-To")) add_addresses(message.reply_to, f.value, hints);
    else if (named(f, "Sender")) {
      if (auto list = parse_addresses(f.value, hints); !list.empty() && !message.sender) message.sender = std::move(list.front());
    } else if (named(f, "Return-Path") && !message.has_return_path) {
      message.has_return_path = true;
      message.return_path = find_address(unfold(f.value));
    } else if (named(f, "Date") && message.date_raw.empty()) {
      message.date_raw = unfold(f.value);
      message.date = parse_date(message.date_raw);
    } else if (named(f, "Message-ID") && message.message_id.empty()) {
      if (auto ids = parse_message_ids(f.value); !ids.empty()) message.message_id = ids.front();
    } else if (named(f, "In-Reply-To")) {
      for (std::string& id : parse_message_ids(f.value)) message.in_reply_to.push_back(std::move(id));
    } else if (named(f, "References")) {
      for (std::string& id : parse_message_ids(f.value)) message.references.push_back(std::move(id));
    }
  }
  for (const auto* list : {&message.to, &message.cc}) {
    for (const Address& a : *list) add_delivered(message, a.address);
  }
  for (const Field& f : root.fields) {
    for (std::string_view name : {"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"}) {
      if (!named(f, name)) continue;
      for (const Address& a : parse_addresses(f.value, hints)) add_delivered(message, a.address);
    }
  }
}

void fill_security(const MimeTree& tree, Message& message) {
  for (const Part& part : tree.parts) {
    const std::string& type = part.type.value;
    const bool pkcs7 = type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime";
    if (type == "multipart/encrypted" || type == "application/pgp-encrypted" ||
        (pkcs7 && part.type.at("smime-type") != "signed-data")) message.encrypted = true;
    if (type == "multipart/signed" || (pkcs7 && part.type.at("smime-type") == "signed-data")) message.is_signed = true;
  }
  if (text::trim(message.text).starts_with("-----BEGIN PGP MESSAGE-----")) message.encrypted = true;
  if (auto words = without_pgp_armour(message.text)) {
    message.text = std::move(*words);
    message.is_signed = true;
  }
}

// A mail that is one S/MIME signature around its content, as if it were not: its header above the entity inside.
std::optional<std::string> unwrapped(const MimeTree& tree) {
  const Part& root = tree.parts.front();
  const std::string& type = root.type.value;
  if (type != "application/pkcs7-mime" && type != "application/x-pkcs7-mime") return std::nullopt;
  auto inner = signed_content(part_bytes(root));
  if (!inner) return std::nullopt;
  std::string out;
  for (const Field& f : root.fields) {
    if (text::starts_with_ignoring_case(f.name, "Content-")) continue;
    out.append(f.name).append(": ").append(unfold(f.value)).append("\r\n");
  }
  return out + *inner;
}

// Everything that a parsed tree says.
Message read(const MimeTree& tree, const ParseOptions& options) {
  const DecodeHints hints{tree.charset_hint, options.charset_guesses};
  Message message;
  message.limited = tree.limited;
  fill_headers(tree.parts.front(), hints, message);
  choose_sender(message, options);
  const BodyParts body = choose_body(tree);
  fill_body(tree, body, hints, message);
  fill_attachments(tree, body, hints, options, message);
  fill_security(tree, message);
  message.bounce = judge_bounce(tree, hints, message);
  message.auto_mail = judge_auto_mail(message);
  message.forwarded = find_forward(message.text, message.subject);
  // A forward without a word of one's own carries the other's message.
  if (message.forwarded && message.forwarded->certain && message.forwarded->text_top.empty() && !message.forwarded->from.address.empty()) {
    message.sender_identity = message.forwarded->from.address;
  }
  fill_visible_reply(options, message);
  return message;
}

}  // namespace

std::string_view Message::header(std::string_view name) const {
  for (const HeaderField& f : headers) {
    if (text::equal_ignoring_case(f.name, name)) return f.value;
  }
  return {};
}

Result<Message> parse(std::string_view raw, const ParseOptions& options) {
  if (raw.size() > options.max_bytes) {
    return Error{ErrorCode::too_large, "mail.too_large", std::to_string(raw.size()) + " bytes"};
  }
  MimeTree tree;
  parse_tree(raw, {options.max_parts, options.max_depth, options.max_header}, options.charset_guesses, tree);
  if (const auto inside = unwrapped(tree)) {
    MimeTree shown;
    parse_tree(*inside, {options.max_parts, options.max_depth, options.max_header}, options.charset_guesses, shown);
    Message message = read(shown, options);
    message.is_signed = true;
    return message;
  }
  return read(tree, options);
}

}  // namespace sahay::mail
