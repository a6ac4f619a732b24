#include "desk/wording/testing/labelled.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "base/text.h"

namespace sahay::wording::testing {
namespace {

std::string trimmed(std::string_view s) { return std::string(text::trim(s)); }

void read_key(Draft& draft, std::string_view line) {
  const std::size_t colon = line.find(':');
  const auto key = line.substr(0, colon);
  const std::string value = trimmed(line.substr(colon + 1));
  if (key == "kind")
    draft.is_complaint = value == "complaint";
  else if (key == "channel")
    draft.is_mail = value != "chat";
  else if (key == "language")
    draft.customer_locale = value;
  else if (key == "files" || key == "attachments")
    draft.files = std::stoi(value);
  else if (key == "to" || key == "recipient") {
    draft.recipients.clear();
    for (const auto part : text::split(value, ',')) draft.recipients.push_back(trimmed(part));
  } else if (key == "known") {
    const std::size_t bar = value.find('|');
    draft.known.push_back({trimmed(value.substr(0, bar)), trimmed(value.substr(bar + 1))});
  } else {
    throw std::runtime_error("unknown key: " + std::string(line));
  }
}

bool is_key(std::string_view line) {
  for (const std::string_view key :
       {"kind:", "channel:", "language:", "files:", "attachments:", "to:", "recipient:", "known:"})
    if (line.starts_with(key)) return true;
  return false;
}

Label read_label(std::string_view line) {
  const auto parts = text::split(line.substr(2), '|');
  if (parts.size() < 3) throw std::runtime_error("a label has three parts: " + std::string(line));
  Label label{trimmed(parts[0]), trimmed(parts[1]), trimmed(parts[2])};
  if (std::find(kRuleNames.begin(), kRuleNames.end(), label.rule) == kRuleNames.end())
    throw std::runtime_error("no such rule: " + std::string(line));
  return label;
}

bool matches(const Labelled& one, const Finding& finding, const Label& label) {
  if (label.rule != name_of(finding.rule)) return false;
  if (label.span == "-" || finding.rule == Rule::wrong_recipient)
    return label.span == "-" || finding.text == label.span;
  const std::string& of = finding.rule == Rule::unanswered ? one.draft.question : one.draft.text;
  for (std::size_t at = of.find(label.span); at != std::string::npos; at = of.find(label.span, at + 1))
    if (finding.begin < at + label.span.size() && at < finding.end) return true;
  return false;
}

void check_spans(const Labelled& one) {
  for (const Label& label : one.labels) {
    if (label.span == "-" || label.rule == "wrong_recipient") continue;
    const std::string& of = label.rule == "unanswered" ? one.draft.question : one.draft.text;
    if (of.find(label.span) == std::string::npos)
      throw std::runtime_error(one.name + ": not in the text: " + label.span);
  }
}

}  // namespace

std::vector<Labelled> read_labelled(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  const std::string file = path.substr(path.rfind('/') + 1);
  std::vector<Labelled> out;
  Draft of_case;
  bool in_draft = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== ")) {
      of_case = {};
      of_case.customer_name = "Rina Akter";
      of_case.recipients = {"rina@meghna.example"};
      of_case.company_domains = {"meghna.example"};
      in_draft = false;
    } else if (line.starts_with("> ")) {
      of_case.question += (of_case.question.empty() ? "" : "\n") + line.substr(2);
    } else if (line.starts_with("-- ")) {
      const auto words = text::split(std::string_view(line).substr(3), ' ');
      out.push_back({file + " " + std::string(words[0]), words.size() > 1 && words[1] == "good", of_case, {}});
      in_draft = true;
    } else if (line.starts_with("! ")) {
      out.back().labels.push_back(read_label(line));
    } else if (is_key(line)) {
      read_key(in_draft ? out.back().draft : of_case, line);
    } else if (in_draft && !line.empty()) {
      out.back().draft.text += (out.back().draft.text.empty() ? "" : "\n") + line;
    }
  }
  for (const Labelled& one : out) check_spans(one);
  return out;
}

Score& Score::operator+=(const Score& other) {
  found += other.found;
  missed += other.missed;
  right += other.right;
  wrong += other.wrong;
  return *this;
}

void add_score(const Labelled& one, Scores& scores, std::string& notes) {
  const Check done = check(one.draft);
  for (const Label& label : one.labels) {
    const bool found = std::any_of(done.findings.begin(), done.findings.end(),
                                   [&](const Finding& f) { return matches(one, f, label); });
    ++(found ? scores[label.rule].found : scores[label.rule].missed);
    if (!found) notes += one.name + "  missed  " + label.rule + ": " + label.span + "\n";
  }
  for (const Finding& finding : done.findings) {
    const bool right = std::any_of(one.labels.begin(), one.labels.end(),
                                   [&](const Label& label) { return matches(one, finding, label); });
    Score& score = scores[std::string(name_of(finding.rule))];
    ++(right ? score.right : score.wrong);
    if (!right) notes += one.name + "  wrong  " + std::string(name_of(finding.rule)) + ": " + finding.text + "\n";
  }
}

std::string table_of(const std::vector<std::pair<std::string, Scores>>& columns) {
  const auto two = [](double value) {
    const std::string digits = std::to_string(int(value * 100 + 0.5));
    return value >= 0.995 ? std::string("1.00") : std::string(digits.size() < 2 ? "0.0" : "0.") + digits;
  };
  std::string out = "| rule |";
  for (const auto& [name, scores] : columns) out += " " + name + " precision | recall | labels |";
  out += "\n|---|";
  for (std::size_t i = 0; i < columns.size(); ++i) out += "---|---|---|";
  out += "\n";
  for (const auto rule : kRuleNames) {
    out += "| " + std::string(rule) + " |";
    for (const auto& [name, scores] : columns) {
      const auto found = scores.find(std::string(rule));
      const Score score = found == scores.end() ? Score{} : found->second;
      out += " " + two(score.precision()) + " | " + two(score.recall()) + " | " +
             std::to_string(score.found + score.missed) + " |";
    }
    out += "\n";
  }
  return out;
}

}  // namespace sahay::wording::testing
