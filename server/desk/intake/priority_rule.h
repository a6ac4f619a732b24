// The rule of priority: three to six questions of the company, each answer with points and each question with a weight; the
// sum says which class a request has. One answer may say "planned", another may decide alone. Pure.
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n.h"
#include "base/json.h"
#include "base/result.h"

namespace sahay::intake {

// Wire words, the gravest first.
inline constexpr std::string_view kClasses[] = {"failure", "critical", "regular", "planned"};
bool is_class(std::string_view name);
std::string_view priority_of(std::string_view priority_class);  // urgent, high, normal, low
std::string_view class_of(std::string_view priority);           // the class that a plain client means

using Texts = std::map<std::string, std::string>;  // language -> words
struct CriteriaAnswer {
  std::string value;
  Texts title;
  std::int64_t points = 0;
  std::string decides;  // a class that holds whatever else is answered: "planned", "failure"; "" = none
};
struct CriteriaQuestion {
  std::string key;
  Texts title;
  std::int64_t weight = 1;
  bool by_tier = false;  // nobody is asked: the contract's tier is the answer's value
  std::vector<CriteriaAnswer> answers;
};
struct Criteria {
  std::int64_t id = 0;  // 0 = shipped
  std::vector<CriteriaQuestion> questions;
  std::int64_t failure_points = 15, critical_points = 8;
};

using Answers = std::map<std::string, std::string>;  // question -> value
struct Judgement {
  std::string priority_class;  // "" = nothing was answered
  std::int64_t points = 0;
  std::vector<std::string> open;  // questions without an answer; they count nothing
};
Judgement judge(const Criteria& criteria, const Answers& answers, std::string_view tier);

// Three to six questions with two to eight answers each, weights 0-10, points 0-10, critical <= failure. Errors: invalid.
Result<Criteria> read_criteria(const JsonObject& in);
void write_criteria(JsonWriter& writer, const Criteria& criteria);
// Values that the criteria know; others are an error. Errors: invalid answers.
Result<Answers> read_answers(const Criteria& criteria, const JsonObject& in);
std::string words_of(const Texts& texts, i18n::Language language);

const Criteria& shipped_criteria();

}  // namespace sahay::intake
