// Mood: how a customer, or a client organization, stands with us, and the pure rule of how it changes. Until it is calm
// again nothing is sold to them and nothing is asked of them but what their problem needs.
// Rule of use: mood_after() decides for what the program notices by itself; a person's decision is taken as it is.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"

namespace sahay::care {

// Wire words of the closed sets, from easy to grave.
inline constexpr std::string_view kMoods[] = {"calm", "unhappy", "complaint_open", "at_risk"};
// What the program notices: a complaint came in, the last one was solved, a rating of one or two (or "bad"), a better one,
// the customer said that it is solved, a target was missed, words of anger, words of leaving.
inline constexpr std::string_view kSignals[] = {"complaint", "complaint_ended", "bad_rating", "good_rating", "confirmed", "breach", "words", "leaving_words"};
// What is withheld from whoever is not calm.
inline constexpr std::string_view kOffers[] = {"sales", "recommendation", "campaign", "survey"};

int mood_rank(std::string_view mood);  // 0 calm ... 3 at_risk; -1 no mood
bool is_offer(std::string_view kind);
std::string_view worse(std::string_view a, std::string_view b);

// The mood after a signal; the same when the signal changes nothing. What is bad grows worse by a second blow, and what
// is grave is made good by a person only.
std::string_view mood_after(std::string_view mood, std::string_view signal);
// Whether a mood of a person is one of their organization too.
inline bool spreads(std::string_view mood) { return mood_rank(mood) >= 2; }

struct Mood {
  Id<struct MoodTag> id;
  UserId user_id;                   // one of both
  OrganizationId organization_id;
  std::string mood = "calm";
  std::int64_t version = 0;         // goes up with every change
  std::string source, reason;       // a signal's word, "agent" or "rule"; why, in words
  TicketId ticket_id;               // which led to it
  UserId set_by;                    // none: the program
  Time since, updated_at;           // since: of this mood
};
BOOST_DESCRIBE_STRUCT(Mood, (), (id, user_id, organization_id, mood, version, source, reason, ticket_id, set_by, since, updated_at))

struct MoodChange {
  Id<struct MoodChangeTag> id;
  Id<struct MoodTag> mood_id;
  Time at;
  UserId actor_id;
  std::string was, mood;
  std::int64_t version = 0;
  std::string source, reason;
  TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(MoodChange, (), (id, mood_id, at, actor_id, was, mood, version, source, reason, ticket_id))

}  // namespace sahay::care
