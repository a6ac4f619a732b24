#include "desk/care/mood.h"

#include <algorithm>

namespace sahay::care {

int mood_rank(std::string_view mood) {
  const auto found = std::find(std::begin(kMoods), std::end(kMoods), mood);
  return found == std::end(kMoods) ? -1 : int(found - std::begin(kMoods));
}

bool is_offer(std::string_view kind) { return std::find(std::begin(kOffers), std::end(kOffers), kind) != std::end(kOffers); }

std::string_view worse(std::string_view a, std::string_view b) { return mood_rank(b) > mood_rank(a) ? b : a; }

std::string_view mood_after(std::string_view mood, std::string_view signal) {
  if (signal == "leaving_words") return "at_risk";
  if (signal == "complaint") return worse(mood, "complaint_open");
  if (signal == "words") return worse(mood, "unhappy");
  if (signal == "bad_rating") return mood == "calm" ? "unhappy" : "at_risk";
  // Late on a complaint is worse than late.
  if (signal == "breach") return mood == "complaint_open" ? "at_risk" : worse(mood, "unhappy");
  if (signal == "complaint_ended") return mood == "complaint_open" ? "unhappy" : mood;
  if (signal == "confirmed" || signal == "good_rating") return mood == "unhappy" ? "calm" : mood;
  return mood;
}

}  // namespace sahay::care
