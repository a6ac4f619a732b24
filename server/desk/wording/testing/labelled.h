// The labelled drafts (testdata/README.md) and how findings are scored against them.
// Threading: tests only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "desk/wording/check.h"

namespace sahay::wording::testing {

struct Label {
  std::string rule, span, reason;
};

struct Labelled {
  std::string name;  // "en.txt 1a"
  bool good = false;
  Draft draft;
  std::vector<Label> labels;
};

// Of one file; throws when a line is not understood or a label's span is not in its text.
std::vector<Labelled> read_labelled(const std::string& path);

struct Score {
  int found = 0, missed = 0;     // labels
  int right = 0, wrong = 0;      // findings
  double precision() const { return right + wrong ? double(right) / (right + wrong) : 1; }
  double recall() const { return found + missed ? double(found) / (found + missed) : 1; }
  Score& operator+=(const Score& other);
};
using Scores = std::map<std::string, Score>;  // by rule

// Adds the draft's score by rule; `notes` gets a line for each miss and each wrong finding.
void add_score(const Labelled& one, Scores& scores, std::string& notes);
// One line a rule: precision, recall, labels, for each column.
std::string table_of(const std::vector<std::pair<std::string, Scores>>& columns);

}  // namespace sahay::wording::testing
