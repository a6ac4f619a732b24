// Definition: what a procedure says: its steps in three languages, with what is mandatory, who may do it, and where an answer
// leads. And the pure rule of what is to be done now.
// Threading: values and pure functions.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"
#include "base/json.h"
#include "base/result.h"

namespace sahay::procedures {

struct Words {
  std::array<std::string, 3> texts{};  // en, bn, ru as i18n::Language counts
  const std::string& in(i18n::Language language) const;  // else English, else any
  bool empty() const { return in(i18n::Language::en).empty(); }
};

struct Option {
  std::string key;
  Words title;
  std::string leads;  // key of a later step, "end", or "" for the next one
};

inline constexpr std::array<std::string_view, 6> kStepTypes = {"check", "question", "measurement", "decision", "text", "proof"};
inline constexpr std::size_t kMostSteps = 60, kMostOptions = 12;

struct Step {
  std::string key, type = "check";
  Words title, hint, text;  // text: what is sent, of type text
  bool mandatory = false;
  std::string role;         // "" any staff, agent (may change tickets), admin
  std::string unit;         // of a measurement
  std::vector<Option> options;
  std::string leads;        // "next" on the wire: where it goes on whatever is answered; as in Option
  std::int64_t article_id = 0;
  std::string fact_kind;    // "" none; what it finds becomes a fact of this kind
  Words fact_label;

  bool branches() const;
};

struct Definition {
  Words title, description;
  std::vector<Step> steps;
  const Step* find(std::string_view key) const;
};

// {"title":{"en",..},"description":{..},"steps":[{"key","type","title":{..},"mandatory","role","options":[{"key","title","goto"}],
// "next","unit","text","hint","article_id","fact":{"kind","label"}}]}. A text may be one string for all languages. Errors: invalid,
// naming the step ("steps.3.title"); steps lead forward only, so that every run ends.
Result<Definition> read_definition(const JsonObject& in);
Definition parse_definition(std::string_view stored);  // what write_definition wrote
void write_definition(JsonWriter& writer, const Definition& definition);

enum class StepState { open, done, skipped, later, not_needed };
std::string_view name_of(StepState state);
// What is known of a step: done with this answer, or skipped.
struct Given {
  bool skipped = false;
  std::string answer;
};
// Of each step. Behind an open mandatory step that branches all is later: nobody knows yet what will be needed.
std::vector<StepState> states_of(const Definition& definition, const std::map<std::string, Given>& given);

}  // namespace sahay::procedures
