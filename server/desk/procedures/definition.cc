#include "desk/procedures/definition.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::procedures {
namespace {

constexpr std::array<std::string_view, 3> kLanguages = {"en", "bn", "ru"};
constexpr std::size_t kLongestTitle = 300, kLongestText = 5000;

std::size_t place_of(i18n::Language language) {
  const std::string_view code = i18n::code(language);
  return code == "ru" ? 2 : code == "bn" ? 1 : 0;
}

Error wrong(const std::string& field, std::string_view what = "InvalidValue", std::string key = "procedures.error.wrong") { return invalid(field, std::string(what), std::move(key)); }

Result<Words> read_words(const JsonObject& in, std::string_view key, const std::string& field, std::size_t limit) {
  Words out;
  const Json* value = find(in, key);
  if (!value || value->is_null()) return out;
  if (value->is_string()) {
    out.texts[0] = std::string_view(value->get_string());
  } else if (value->is_object()) {
    for (std::size_t i = 0; i < kLanguages.size(); ++i) out.texts[i] = string_at(value->get_object(), kLanguages[i]).value_or("");
  } else {
    return wrong(field, "InvalidFormat");
  }
  for (std::string& text : out.texts) {
    text = text::repair_utf8(text::trim(text));
    if (text::length(text) > limit) return invalid(field, "TooLong", "error.field.too_long", {{"max", std::to_string(limit)}});
  }
  return out;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= 40 && key != "end" && std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Result<Option> read_option(const Json& in, const std::string& field) {
  if (!in.is_object()) return wrong(field, "InvalidFormat");
  Option out;
  out.key = string_at(in.get_object(), "key").value_or("");
  if (!is_key(out.key)) return wrong(field + ".key");
  out.title = TRY(read_words(in.get_object(), "title", field + ".title", kLongestTitle));
  if (out.title.empty()) return invalid(field + ".title", "BlankValue", "error.field.blank");
  out.leads = string_at(in.get_object(), "goto").value_or("");
  return out;
}

Result<void> read_fact(const JsonObject& in, const std::string& field, Step& step) {
  const JsonObject* fact = object_at(in, "fact");
  if (!fact) return {};
  step.fact_kind = string_at(*fact, "kind").value_or("");
  if (step.fact_kind != "tried" && step.fact_kind != "environment" && step.fact_kind != "symptom" && step.fact_kind != "ruled_out") return wrong(field + ".fact");
  step.fact_label = TRY(read_words(*fact, "label", field + ".fact.label", 100));
  return {};
}

Result<Step> read_step(const Json& given, const std::string& field) {
  if (!given.is_object()) return wrong(field, "InvalidFormat");
  const JsonObject& in = given.get_object();
  Step out;
  out.key = string_at(in, "key").value_or("");
  if (!is_key(out.key)) return wrong(field + ".key");
  out.type = string_at(in, "type").value_or("check");
  if (std::find(kStepTypes.begin(), kStepTypes.end(), out.type) == kStepTypes.end()) return wrong(field + ".type");
  out.title = TRY(read_words(in, "title", field + ".title", kLongestTitle));
  if (out.title.empty()) return invalid(field + ".title", "BlankValue", "error.field.blank");
  out.hint = TRY(read_words(in, "hint", field + ".hint", kLongestText));
  out.text = TRY(read_words(in, "text", field + ".text", kLongestText));
  out.mandatory = bool_at(in, "mandatory").value_or(false);
  out.role = string_at(in, "role").value_or("");
  if (!out.role.empty() && out.role != "agent" && out.role != "admin") return wrong(field + ".role");
  out.unit = text::first(string_at(in, "unit").value_or(""), 20);
  out.leads = string_at(in, "next").value_or("");
  out.article_id = integer_at(in, "article_id").value_or(0);
  if (const JsonArray* options = array_at(in, "options")) {
    if (options->size() > kMostOptions) return invalid(field + ".options", "TooLong", "error.field.too_long", {{"max", std::to_string(kMostOptions)}});
    for (std::size_t i = 0; i < options->size(); ++i) out.options.push_back(TRY(read_option((*options)[i], field + ".options." + std::to_string(i + 1))));
  }
  TRY(read_fact(in, field, out));
  if (out.type == "decision" && out.options.empty()) return invalid(field + ".options", "BlankValue", "error.field.blank");
  if (out.type == "text" && out.text.empty()) return invalid(field + ".text", "BlankValue", "error.field.blank");
  return out;
}

Result<void> check_way(const Definition& definition) {
  const auto& steps = definition.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string field = "steps." + std::to_string(i + 1);
    for (std::size_t j = 0; j < i; ++j)
      if (steps[j].key == steps[i].key) return invalid(field + ".key", "DuplicateValue", "procedures.error.wrong");
    const auto forward = [&](const std::string& leads) {
      if (leads.empty() || leads == "end") return true;
      return std::any_of(steps.begin() + std::ptrdiff_t(i) + 1, steps.end(), [&](const Step& later) { return later.key == leads; });
    };
    if (!forward(steps[i].leads)) return wrong(field + ".next", "InvalidValue", "procedures.error.backward");
    for (const Option& option : steps[i].options)
      if (!forward(option.leads)) return wrong(field + ".options", "InvalidValue", "procedures.error.backward");
  }
  return {};
}

void write_words(JsonWriter& w, std::string_view key, const Words& words) {
  w.key(key).begin_object();
  for (std::size_t i = 0; i < kLanguages.size(); ++i) w.field(kLanguages[i], words.texts[i]);
  w.end_object();
}

}  // namespace

const std::string& Words::in(i18n::Language language) const {
  const std::string& own = texts[place_of(language)];
  if (!own.empty() || !texts[0].empty()) return own.empty() ? texts[0] : own;
  return texts[1].empty() ? texts[2] : texts[1];
}

bool Step::branches() const {
  return std::any_of(options.begin(), options.end(), [](const Option& option) { return !option.leads.empty(); });
}

const Step* Definition::find(std::string_view key) const {
  for (const Step& step : steps)
    if (step.key == key) return &step;
  return nullptr;
}

Result<Definition> read_definition(const JsonObject& in) {
  Definition out;
  out.title = TRY(read_words(in, "title", "title", kLongestTitle));
  if (out.title.empty()) return invalid("title", "BlankValue", "error.field.blank");
  out.description = TRY(read_words(in, "description", "description", kLongestText));
  const JsonArray* steps = array_at(in, "steps");
  if (steps && steps->size() > kMostSteps) return invalid("steps", "TooLong", "error.field.too_long", {{"max", std::to_string(kMostSteps)}});
  if (steps)
    for (std::size_t i = 0; i < steps->size(); ++i) out.steps.push_back(TRY(read_step((*steps)[i], "steps." + std::to_string(i + 1))));
  TRY(check_way(out));
  return out;
}

Definition parse_definition(std::string_view stored) {
  const auto parsed = parse_json(stored);
  if (!parsed.ok() || !parsed->is_object()) return {};
  auto read = read_definition(parsed->get_object());
  return read.ok() ? std::move(read).value() : Definition{};
}

void write_definition(JsonWriter& w, const Definition& definition) {
  w.begin_object();
  write_words(w, "title", definition.title);
  write_words(w, "description", definition.description);
  w.key("steps").begin_array();
  for (const Step& step : definition.steps) {
    w.begin_object().field("key", step.key).field("type", step.type);
    write_words(w, "title", step.title);
    write_words(w, "hint", step.hint);
    write_words(w, "text", step.text);
    w.field("mandatory", step.mandatory).field("role", step.role).field("unit", step.unit).field("next", step.leads).field("article_id", step.article_id);
    w.key("options").begin_array();
    for (const Option& option : step.options) {
      w.begin_object().field("key", option.key);
      write_words(w, "title", option.title);
      w.field("goto", option.leads).end_object();
    }
    w.end_array().key("fact");
    if (step.fact_kind.empty()) {
      w.null();
    } else {
      w.begin_object().field("kind", step.fact_kind);
      write_words(w, "label", step.fact_label);
      w.end_object();
    }
    w.end_object();
  }
  w.end_array().end_object();
}

std::string_view name_of(StepState state) {
  constexpr std::array<std::string_view, 5> names = {"open", "done", "skipped", "later", "not_needed"};
  return names[std::size_t(state)];
}

std::vector<StepState> states_of(const Definition& definition, const std::map<std::string, Given>& given) {
  const auto& steps = definition.steps;
  std::vector<StepState> out(steps.size(), StepState::not_needed);
  const auto place = [&](const std::string& leads, std::size_t at) {
    if (leads == "end") return steps.size();
    for (std::size_t i = at + 1; i < steps.size(); ++i)
      if (steps[i].key == leads) return i;
    return at + 1;
  };
  for (std::size_t at = 0; at < steps.size();) {
    const Step& step = steps[at];
    const auto known = given.find(step.key);
    std::string leads = step.leads;
    if (known == given.end()) {
      out[at] = StepState::open;
      if (step.mandatory && step.branches()) {
        std::fill(out.begin() + std::ptrdiff_t(at) + 1, out.end(), StepState::later);
        break;
      }
    } else {
      out[at] = known->second.skipped ? StepState::skipped : StepState::done;
      for (const Option& option : step.options)
        if (!known->second.skipped && option.key == known->second.answer && !option.leads.empty()) leads = option.leads;
    }
    at = place(leads, at);
  }
  return out;
}

}  // namespace sahay::procedures
