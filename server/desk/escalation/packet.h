// Packet: what a specialist must know before a ticket moves to them. Pure: whether it is complete, and what is missing.
// Rule of use: an incomplete packet is refused with every missing field named; nothing is filled in behind its writer.
// Threading: values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace sahay::escalation {

struct Packet {
  std::string problem;    // in one sentence, at most 300 code points
  std::string facts;      // symptoms, surroundings, what was tried with which result
  std::string question;   // what the specialist is to find out or do
  std::string promised;   // what the customer was told; "nothing" is an answer too
  Time next_contact_at;   // when the customer hears from us next; must lie ahead
};

// Fields of a packet, as a rejection may name them.
inline constexpr std::string_view kFields[] = {"problem", "facts", "question", "promised", "next_contact_at"};
bool is_packet_field(std::string_view name);
// Whether a text is one sentence: an end in its middle (". ", "? ", "! ", "।") makes two; numbers and single letters with a
// point are no ends.
bool is_one_sentence(std::string_view text);
// What is missing or wrong; empty: it may leave.
std::vector<FieldError> missing_in(const Packet& packet, Time now);

}  // namespace sahay::escalation
