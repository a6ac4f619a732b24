#include "platform/mail/bounce_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/mail/addresses.h"
#include "platform/text/attribution.h"
#include "platform/text/phrases.h"

namespace sahay::mail {
namespace {

// Lines behind which the returned message stands (folded, as part of the line).
constexpr text::PhraseList kOriginalFollows(std::array<std::string_view, 48>{
    "below this line is a copy of the message", "this is a copy of the message", "this is a copy of your message", "copy of the message, including all the headers", "original message -----", "original message follows", "original message headers",
    "header of the original message", "headers of the original message", "the original message was", "unsent message follows", "unsent message below", "message header follows", "message headers follow", "your message follows",
    "returned message follows", "returned message:", "start of returned message", "included is a copy of the message header", "content of the original message", "the attached message", "text of your message follows", "the body of the message",
    "message text follows", "undelivered message follows", "a copy of your message", "your original message", "original mail", "original e-mail", "beginning of the original message", "copy of the message header",
    "received: from", "received: (qmail", "return-path:", "--- copy of", "headers follow", "header follows", "contents of the returned", "元のメッセージ", "исходное сообщение", "заголовки письма", "message contents follow",
    "failed message follows", "rejected message follows", "the following is a copy", "message as returned", "first part of the message", "original text follows"});

constexpr text::PhraseList kSubjects(std::array<std::string_view, 64>{
    "undeliver", "delivery failure", "delivery failed", "failure notice", "returned mail", "delivery status notification (failure", "mail delivery failed", "mail delivery failure", "delivery notification", "delivery report",
    "message status - undeliverable", "returned to sender", "return to sender", "returning message", "returned message", "returned email", "mail system error", "non-delivery", "nondeliverable", "non delivery", "delivery error", "delivery problem",
    "message could not be delivered", "message not delivered", "mail could not be delivered", "not delivered", "could not deliver", "could not send", "cannot deliver", "cannot be delivered", "can't be delivered", "couldn't be delivered", "unable to deliver", "failed mail", "failed delivery", "mail error", "message delivery has failed", "there was an error sending your mail",
    "unzustellbar", "nicht zustellbar", "unzustellbarkeit", "zustellung", "retour à l'expéditeur", "non remis", "échec de", "no se puede entregar", "devuelto", "devolvido", "não entregue", "não foi possível entregar", "mancata consegna", "consegna non riuscita", "onbestelbaar", "niet bezorgd",
    "недоставлен", "не доставлено", "не может быть доставлено", "не удалось доставить", "ডেলিভারি ব্যর্থ", "配信不能", "送信エラー", "退信", "メールエラー", "エラー通知"});

constexpr text::PhraseList kFailures(std::array<std::string_view, 103>{
    "could not be delivered", "couldn't be delivered", "could not be sent", "cannot be delivered", "can't be delivered", "was not delivered", "were not delivered", "has not been delivered", "have not been delivered", "not be delivered", "undeliverable", "undelivered", "unable to deliver", "not able to deliver", "failed to deliver", "wasn't able to deliver",
    "wasn't delivered", "delivery failed", "delivery has failed", "delivery failure", "failed permanently", "permanent error", "permanent fatal error", "fatal error", "permanent failure", "user unknown", "unknown user", "unknown recipient", "no such user", "no such recipient", "no such mailbox", "recipient unknown", "does not exist",
    "doesn't exist", "not exist", "mailbox unavailable", "mailbox not found", "mailbox is full", "mailbox full", "mailbox quota", "over quota", "quota exceeded", "exceeded its quota", "exceeded the quota", "is not accepting", "not a known user", "invalid recipient", "recipient rejected", "address rejected", "user not found", "no mailbox", "account is disabled", "account disabled", "account has been disabled", "inactive",
    "returned to sender", "returned to you", "host unknown", "unknown host", "unrouteable", "unroutable", "relay access denied", "access denied", "rejected your message", "refused to accept", "message was rejected", "rejected by", "your message cannot", "could not deliver", "not listed in", "is unknown", "delivery error", "delivery to the following", "did not reach", "failed addresses", "failed recipient", "giving up", "given up", "i've given up",
    "error in processing", "could not process", "mail loop", "too many hops", "hop count exceeded", "no longer valid", "no longer available", "not available", "not recognized", "not recognised", "bad address", "invalid address", "delivery time expired", "delivery aborted", "delivery unsuccessful", "non-delivery", "konnte nicht", "nicht zugestellt", "unzustellbar", "n'a pas pu", "no se pudo", "não pôde", "не может быть доставлено", "не было доставлено"});
constexpr text::PhraseList kMoreFailures(std::array<std::string_view, 12>{
    "не удалось", "недоставлен", "не существует", "配信できません", "届けることができません", "送信できません", "엔 전달되지", "无法", "退回", "বিতরণ করা যায়নি", "smtp error from remote", "non recapitabile"});

constexpr text::PhraseList kDelays(std::array<std::string_view, 24>{
    "will be retried", "will continue to be", "continue trying", "continue to try", "keep trying", "still trying", "delayed", "not yet been delivered", "could not yet be delivered", "will try again", "warning message only", "no action is required", "you do not need to resend", "do not need to resend", "temporary problem", "temporarily deferred", "delivery will be retried",
    "zustellung wird", "verzögert", "retried for", "will be attempted again", "отложена", "this is a warning message", "message will be held"});

// Words that announce a failed address on the same line.
constexpr std::array<std::string_view, 30> kAnnounce = {
    "rcpt to", "recipient", "recipients", "failed", "failure", "delivery to", "deliver to", "delivered to", "address", "addresses", "user", "mailbox", "unknown", "to:", "sent to", "could not", "undeliver", "destination", "rejected", "not found", "for ",
    "adresse", "adresat", "получател", "адрес", "宛先", "error", "not exist", "unable", "account"};

bool same_address(std::string_view a, std::string_view b) { return text::equal_ignoring_case(a, b); }

void add_recipient(std::vector<TextFailure>& list, std::string address, std::string_view detail) {
  while (address.ends_with('.')) address.pop_back();
  for (TextFailure& f : list) {
    if (!same_address(f.recipient, address)) continue;
    if (f.detail.size() < 2000) f.detail += "\n" + std::string(detail);
    return;
  }
  if (list.size() < 200) list.push_back({std::move(address), std::string(detail)});
}

// All addresses of a line.
std::vector<std::string> addresses_in(std::string_view line) {
  std::vector<std::string> found;
  std::size_t from = 0;
  while (found.size() < 50) {
    const std::size_t at = line.find('@', from);
    if (at == line.npos) break;
    std::size_t begin = at;
    auto stop = [](char c) { return c == ' ' || c == '<' || c == '>' || c == '(' || c == '[' || c == ',' || c == ';' || c == '"' || c == '\'' || c == ':' || c == '\t' || c == '='; };
    while (begin > from && !stop(line[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < line.size() && (std::isalnum(static_cast<unsigned char>(line[end])) || line[end] == '.' || line[end] == '-' || line[end] == '_')) ++end;
    if (std::string a = clean_address(line.substr(begin, end - begin)); !a.empty()) found.push_back(a);
    from = end;
  }
  return found;
}

// The line is an address and little else: "<a@b>", "    a@b", "a@b:", "<a@b>:", "\"a@b\":", "- a@b", "1. <a@b>".
bool address_alone(std::string_view line, const std::string& address) {
  const std::size_t at = text::lower_ascii(line).find(text::lower_ascii(address));
  if (at == line.npos) return false;
  std::string_view before = text::trim(line.substr(0, at)), after = text::trim(line.substr(at + address.size()));
  const bool clean_before = before.find_first_not_of("<>-*\"'.0123456789)( \t[:") == before.npos || text::equal_ignoring_case(before, "mailto:") || before == "<mailto:";
  if (!clean_before) return false;
  return after.empty() || after.starts_with('>') || after.starts_with(':') || after.starts_with('"') || after.starts_with("...") || after.starts_with('<') ||
         after.starts_with('\'') || after.starts_with(',') || after.starts_with('(') || after.starts_with("- ") || after.starts_with(";");
}

// Lines that introduce the list of failed addresses.
constexpr std::array<std::string_view, 22> kIntroductions = {
    "following recip", "following address", "following user", "following destination", "recipients or groups", "address(es) failed", "addresses failed", "these recipients", "failed addresses follow", "could not be delivered to:", "intended recipient",
    "your message to", "following mail", "list of recipients", "recipient(s):", "folgenden empf", "destinataires suivants", "siguientes destinatarios", "seguintes destinat", "seguenti destinatari", "следующим", "получател"};

// The line names no address behind its words of introduction, so the list is on the next lines.
bool introduces_list(std::string_view folded) {
  return std::any_of(kIntroductions.begin(), kIntroductions.end(), [&](std::string_view words) {
    const std::size_t at = folded.find(words);
    return at != folded.npos && folded.find('@', at) == folded.npos;
  });
}

// What stands behind the first line of introduction; the whole report when there is none.
std::string_view after_introduction(std::string_view report) {
  std::size_t at = 0;
  while (at < report.size()) {
    const std::size_t end = std::min(report.find('\n', at), report.size());
    const std::string_view line = report.substr(at, end - at);
    if (line.size() < 300 && introduces_list(text::fold(line))) return report.substr(std::min(end + 1, report.size()));
    at = end + 1;
  }
  return report;
}

bool append_detail(std::vector<TextFailure>& list, const std::string& address, std::string_view line) {
  for (TextFailure& f : list) {
    if (!same_address(f.recipient, address)) continue;
    if (f.detail.size() < 4000) f.detail += "\n" + std::string(line);
    return true;
  }
  return false;
}

std::vector<TextFailure> collect_failures(std::string_view report, const std::vector<std::string>& own) {
  std::vector<TextFailure> alone, announced, loose;
  auto is_own = [&](const std::string& a) {
    return std::any_of(own.begin(), own.end(), [&](const std::string& o) { return same_address(o, a); }) ||
           text::starts_with_ignoring_case(a, "mailer-daemon@") || text::starts_with_ignoring_case(a, "postmaster@");
  };
  std::vector<TextFailure>* last = nullptr;
  for (std::string_view line : text::split(report.substr(0, 256 * 1024), '\n')) {
    if (line.find('@') == line.npos) {
      if (last && !last->empty() && last->back().detail.size() < 4000) last->back().detail += "\n" + std::string(line);
      continue;
    }
    const std::vector<std::string> found = addresses_in(line);
    const std::string folded = text::fold(line);
    const bool machine = folded.find("message-id") != folded.npos || folded.find("from:") != folded.npos || folded.find("sender") != folded.npos || folded.find("contact") != folded.npos || folded.find("reply-to") != folded.npos;
    bool used = false;
    for (const std::string& a : found) {
      if (is_own(a)) continue;
      if (address_alone(line, a)) { add_recipient(alone, a, line); last = &alone; used = true; }
      else if (folded.find("expanded from") != folded.npos) { add_recipient(alone, a, line); used = true; }
      else if (last == &alone && append_detail(alone, a, line)) used = true;
      else if (!machine && std::any_of(kAnnounce.begin(), kAnnounce.end(), [&](std::string_view w) { return folded.find(w) != folded.npos; })) {
        add_recipient(announced, a, line);
        if (last != &alone) last = &announced;
        used = true;
      } else if (!machine) {
        add_recipient(loose, a, line);
      }
    }
    if (last && !last->empty() && !used && last->back().detail.size() < 4000) last->back().detail += "\n" + std::string(line);
  }
  if (!alone.empty()) return alone;
  return announced.empty() ? loose : announced;
}

}  // namespace

std::string_view before_original(std::string_view text) {
  std::size_t at = 0;
  std::size_t lines = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.size() < 400 && lines > 0) {
      const std::string folded = text::fold(line);
      if (kOriginalFollows.any_in(folded)) {
        // "The original message was received at" opens sendmail's report.
        if (folded.find("was received at") == folded.npos && folded.find("was sent") == folded.npos) return text.substr(0, at);
      }
    }
    if (!text::trim(line).empty()) ++lines;
    at = end + 1;
  }
  return text;
}

bool bounce_subject(std::string_view subject) { return kSubjects.any_in(text::fold(subject)); }

bool bounce_sender(std::string_view name, std::string_view address) {
  const std::string local = text::lower_ascii(address.substr(0, address.find('@')));
  std::string plain = local;
  std::erase_if(plain, [](char c) { return c == '-' || c == '_' || c == '.'; });
  if (plain.starts_with("mailerdaemon") || plain == "postmaster" || plain == "mailerd" || plain == "mailadmin" || plain == "maildaemon" || plain == "mmdf" || plain == "postmast" ||
      plain == "daemon" || plain == "uucp" || plain == "orphanage" || plain == "mailer" || plain == "mailadm" || plain == "mta" || plain == "mdaemon") return true;
  const std::string n = text::fold(name);
  return n.find("mail delivery") != n.npos || n.find("mailer-daemon") != n.npos || n.find("postmaster") != n.npos || n.find("delivery subsystem") != n.npos ||
         n.find("system administrator") != n.npos || n.find("delivery system") != n.npos || n.find("mail administrator") != n.npos || n.find("mailer daemon") != n.npos;
}

bool failure_phrase(std::string_view text) {
  const std::string folded = text::fold(text.substr(0, 32 * 1024));
  const text::Bigrams seen(folded);
  return kFailures.any_in(folded, seen) || kMoreFailures.any_in(folded, seen);
}

bool delay_phrase(std::string_view text) { return kDelays.any_in(text::fold(text.substr(0, 8 * 1024))); }

std::vector<TextFailure> failed_local_parts(std::string_view report, std::string_view reporter) {
  std::vector<TextFailure> found;
  const std::size_t sign = reporter.find('@');
  const std::string_view list = after_introduction(report);
  if (sign == reporter.npos || list.size() == report.size()) return found;
  for (std::string_view line : text::split(list.substr(0, 4096), '\n')) {
    const std::string_view word = text::trim(line);
    if (word.size() < 3 || word.size() > 64 || word.find_first_of(" @:()") != word.npos || !std::isalnum(static_cast<unsigned char>(word[0]))) continue;
    const std::string address = clean_address(std::string(word) + std::string(reporter.substr(sign)));
    if (!address.empty()) add_recipient(found, address, line);
  }
  return found;
}

std::vector<TextFailure> failed_recipients(std::string_view report, const std::vector<std::string>& own) {
  const std::string_view list = after_introduction(report);
  if (list.size() < report.size()) {
    std::vector<TextFailure> found = collect_failures(list, own);
    if (!found.empty()) return found;
  }
  return collect_failures(report, own);
}

}  // namespace sahay::mail
