// Transcript: the letter with a whole talk, asked for in the chat or sent by an agent's saved answer. It holds what the
// visitor saw and nothing else: no notes, no words that may still be taken back, nothing of other requests.
// The typed address is a stranger's word: how many letters go to an address, from a source and of a talk is counted in
// the rows, so that neither a restart nor a second process forgets it.
// Threading: inside one Tx; the two hooks are set once at start.
#pragma once

#include <functional>

#include "desk/channels/own_letter.h"
#include "desk/chat/chat.h"
#include "desk/site/settings.h"

namespace sahay::chat {

inline constexpr char kTranscript[] = "transcript";  // kind of its deliveries
inline constexpr std::int64_t kLettersToAddress = 5, kLettersOfTalk = 5, kLettersOfSource = 20;  // within a day

// Whether an address is the desk's own, and whether the desk has a way to send mail; set by app/wiring.cc.
inline std::function<bool(std::string_view address)> is_own_address;
inline std::function<bool(db::Tx&)> can_mail;

struct TranscriptWish {
  std::string cid, conv;
  std::string email;   // "" = the visitor's known one
  std::string source;  // of the request (address_limit.h); "" is not counted
};
struct TranscriptOnItsWay {
  std::string conv, to;
  Time at;
};
// A repeat with the same cid gets the same answer and no second letter.
// Errors: not_found, invalid (email, conv, cid), too_many, conflict (the desk sends no mail).
Result<TranscriptOnItsWay> ask_transcript(db::Tx& tx, VisitorId visitor, const Side& side, const TranscriptWish& wish);
// Of the ticket's newest talk, to its visitor's address. `key`: a repeat sends nothing.
Result<TranscriptOnItsWay> send_transcript(db::Tx& tx, TicketId ticket, const std::string& key);
// The letter as it was asked for; what was said later is not in it.
Result<channels::OwnLetter> write_transcript(db::Tx& tx, std::int64_t number, const std::string& desk_name);

// The action "send_transcript" of saved answers and rules, and the letter's kind.
void add_transcripts(const site::Settings& settings);
void forget_old_transcripts(db::Tx& tx);

}  // namespace sahay::chat
