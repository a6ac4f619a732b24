#include "desk/intake/priority_rule.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace sahay::intake {
namespace {

constexpr std::size_t kFewest = 3, kMost = 6, kMostAnswers = 8, kLongestText = 200;

Error wrong(std::string_view what) { return invalid("criteria", "InvalidValue", "intake.error.criteria", {{"what", std::string(what)}}); }

Result<Texts> read_texts(const JsonObject& in, const std::string& where) {
  Texts out;
  const auto add = [&](std::string language, std::string_view words) {
    const std::string trimmed = text::repair_utf8(text::first(text::trim(words), kLongestText));
    if (!trimmed.empty()) out[std::move(language)] = trimmed;
  };
  if (const auto plain = string_at(in, "title")) add("en", *plain);
  if (const JsonObject* each = object_at(in, "title"))
    for (const char* language : {"en", "bn", "ru"})
      if (const auto words = string_at(*each, language)) add(language, *words);
  if (out.empty()) return wrong(where + ".title");
  return out;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Result<CriteriaAnswer> read_answer(const JsonObject& in, const std::string& where) {
  CriteriaAnswer out;
  out.value = string_at(in, "value").value_or("");
  if (!is_key(out.value)) return wrong(where + ".value");
  out.title = TRY(read_texts(in, where));
  out.points = integer_at(in, "points").value_or(0);
  if (out.points < 0 || out.points > 10) return wrong(where + ".points");
  out.decides = string_at(in, "decides").value_or("");
  if (!out.decides.empty() && !is_class(out.decides)) return wrong(where + ".decides");
  return out;
}

Result<CriteriaQuestion> read_question(const JsonObject& in, const std::string& where) {
  CriteriaQuestion out;
  out.key = string_at(in, "key").value_or("");
  if (!is_key(out.key)) return wrong(where + ".key");
  out.title = TRY(read_texts(in, where));
  out.weight = integer_at(in, "weight").value_or(1);
  if (out.weight < 0 || out.weight > 10) return wrong(where + ".weight");
  out.by_tier = bool_at(in, "by_tier").value_or(false);
  const JsonArray* answers = array_at(in, "answers");
  if (!answers || answers->size() < 2 || answers->size() > kMostAnswers) return wrong(where + ".answers");
  std::set<std::string> values;
  for (std::size_t i = 0; i < answers->size(); ++i) {
    const std::string place = where + ".answers." + std::to_string(i + 1);
    if (!(*answers)[i].is_object()) return wrong(place);
    out.answers.push_back(TRY(read_answer((*answers)[i].get_object(), place)));
    if (!values.insert(out.answers.back().value).second) return wrong(place + ".value");
  }
  return out;
}

const CriteriaAnswer* answer_of(const CriteriaQuestion& question, std::string_view value) {
  const auto found = std::find_if(question.answers.begin(), question.answers.end(), [&](const CriteriaAnswer& one) { return one.value == value; });
  return found == question.answers.end() ? nullptr : &*found;
}

void write_texts(JsonWriter& w, const Texts& texts) {
  w.begin_object();
  for (const auto& [language, words] : texts) w.field(language, words);
  w.end_object();
}

}  // namespace

bool is_class(std::string_view name) { return std::find(std::begin(kClasses), std::end(kClasses), name) != std::end(kClasses); }

std::string_view priority_of(std::string_view name) {
  if (name == "failure") return "urgent";
  if (name == "critical") return "high";
  return name == "planned" ? "low" : "normal";
}

std::string_view class_of(std::string_view priority) {
  if (priority == "urgent") return "failure";
  if (priority == "high") return "critical";
  return priority == "low" ? "planned" : "regular";
}

Judgement judge(const Criteria& criteria, const Answers& answers, std::string_view tier) {
  Judgement out;
  std::string decided;
  bool any = false;
  for (const CriteriaQuestion& question : criteria.questions) {
    const auto given = answers.find(question.key);
    const CriteriaAnswer* answer = question.by_tier ? answer_of(question, tier.empty() ? "none" : tier) : given == answers.end() ? nullptr : answer_of(question, given->second);
    if (!answer) {
      if (!question.by_tier) out.open.push_back(question.key);
      continue;
    }
    any = any || !question.by_tier;
    out.points += question.weight * answer->points;
    // Of two answers that decide alone the graver holds, but what is planned is planned.
    if (answer->decides == "planned" || decided.empty()) decided = answer->decides.empty() ? decided : answer->decides;
    else if (!answer->decides.empty() && decided != "planned") decided = std::min(decided, answer->decides, [](const std::string& a, const std::string& b) {
        return std::find(std::begin(kClasses), std::end(kClasses), a) < std::find(std::begin(kClasses), std::end(kClasses), b);
      });
  }
  if (!any) return out;
  out.priority_class = !decided.empty() ? decided : out.points >= criteria.failure_points ? "failure" : out.points >= criteria.critical_points ? "critical" : "regular";
  return out;
}

Result<Criteria> read_criteria(const JsonObject& in) {
  Criteria out;
  const JsonArray* questions = array_at(in, "questions");
  if (!questions || questions->size() < kFewest || questions->size() > kMost) return wrong("questions");
  std::set<std::string> keys;
  for (std::size_t i = 0; i < questions->size(); ++i) {
    const std::string place = "questions." + std::to_string(i + 1);
    if (!(*questions)[i].is_object()) return wrong(place);
    out.questions.push_back(TRY(read_question((*questions)[i].get_object(), place)));
    if (!keys.insert(out.questions.back().key).second) return wrong(place + ".key");
  }
  out.failure_points = integer_at(in, "failure_points").value_or(out.failure_points);
  out.critical_points = integer_at(in, "critical_points").value_or(out.critical_points);
  if (out.critical_points < 1 || out.failure_points < out.critical_points || out.failure_points > 600) return wrong("failure_points");
  return out;
}

void write_criteria(JsonWriter& w, const Criteria& criteria) {
  w.begin_object().field("id", criteria.id).field("failure_points", criteria.failure_points).field("critical_points", criteria.critical_points).key("questions").begin_array();
  for (const CriteriaQuestion& question : criteria.questions) {
    w.begin_object().field("key", question.key).key("title");
    write_texts(w, question.title);
    w.field("weight", question.weight).field("by_tier", question.by_tier).key("answers").begin_array();
    for (const CriteriaAnswer& answer : question.answers) {
      w.begin_object().field("value", answer.value).key("title");
      write_texts(w, answer.title);
      w.field("points", answer.points).field("decides", answer.decides).end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

Result<Answers> read_answers(const Criteria& criteria, const JsonObject& in) {
  Answers out;
  for (const auto& [key, value] : in) {
    const auto question = std::find_if(criteria.questions.begin(), criteria.questions.end(), [&](const CriteriaQuestion& one) { return one.key == std::string_view(key); });
    if (question == criteria.questions.end() || !(value.is_string() || value.is_null())) return invalid("answers", "InvalidValue", "intake.error.answer", {{"what", std::string(key)}});
    if (value.is_null()) continue;
    if (!answer_of(*question, std::string_view(value.get_string()))) return invalid("answers", "InvalidValue", "intake.error.answer", {{"what", std::string(key)}});
    out[question->key] = std::string(value.get_string());
  }
  return out;
}

std::string words_of(const Texts& texts, i18n::Language language) {
  if (const auto own = texts.find(std::string(i18n::code(language))); own != texts.end()) return own->second;
  if (const auto english = texts.find("en"); english != texts.end()) return english->second;
  return texts.empty() ? "" : texts.begin()->second;
}

}  // namespace sahay::intake
