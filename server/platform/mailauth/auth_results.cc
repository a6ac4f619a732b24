#include "platform/mailauth/auth_results.h"

#include "base/text.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kMostResults = 100;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Words and signs of the field; comments are set aside.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // "" at a sign or the end. A quoted text comes without its quotes.
  std::string word() {
    skip();
    std::string out;
    if (at_ < text_.size() && text_[at_] == '"') {
      for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
        out += text_[at_];
      }
      at_ = std::min(at_ + 1, text_.size());
      return out;
    }
    while (at_ < text_.size() && !blank(text_[at_]) && text_[at_] != ';' && text_[at_] != '=' && text_[at_] != '(')
      out += text_[at_++];
    return out;
  }
  bool sign(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool end() {
    skip();
    return at_ >= text_.size();
  }
  void to_next_result() {
    while (!end() && text_[at_] != ';') {
      if (word().empty()) ++at_;
    }
    sign(';');
  }
  std::string take_comment() { return std::move(comment_); }

 private:
  void skip() {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '(') {
        skip_comment();
        continue;
      }
      if (!blank(text_[at_])) return;
    }
  }
  void skip_comment() {
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size()) {
        ++at_;
      } else if (c == '(') {
        if (++depth == 1 && !comment_.empty()) comment_ += ' ';
        continue;
      } else if (c == ')') {
        if (--depth == 0) return;
        continue;
      }
      if (comment_.size() < 1000) comment_ += text_[at_];
    }
    if (at_ > 0) --at_;  // the loop in skip() goes one on
  }
  std::string_view text_;
  std::size_t at_ = 0;
  std::string comment_;
};

}  // namespace

std::string_view ReportedResult::at(std::string_view property) const {
  for (const auto& [name, value] : properties)
    if (name == property) return value;
  return {};
}

const ReportedResult* AuthResults::find(std::string_view method) const {
  const ReportedResult* out = nullptr;
  for (const auto& result : list)
    if (result.method == method && (!out || (result.result == "pass" && out->result != "pass"))) out = &result;
  return out;
}

std::optional<AuthResults> read_auth_results(std::string_view value) {
  Scanner scanner(value);
  AuthResults out;
  out.server = text::lower_ascii(scanner.word());
  if (out.server.empty()) return std::nullopt;
  scanner.to_next_result();  // a version number may stand here
  while (!scanner.end() && out.list.size() < kMostResults) {
    ReportedResult result;
    (void)scanner.take_comment();
    result.method = text::lower_ascii(scanner.word());
    result.method = result.method.substr(0, result.method.find('/'));
    if (result.method.empty() || !scanner.sign('=')) {
      scanner.to_next_result();
      continue;
    }
    result.result = text::lower_ascii(scanner.word());
    while (!scanner.end() && !scanner.sign(';')) {
      const std::string name = text::lower_ascii(scanner.word());
      if (name.empty() || !scanner.sign('=')) {
        scanner.to_next_result();
        break;
      }
      result.properties.emplace_back(name, scanner.word());
    }
    result.comment = scanner.take_comment();
    out.list.push_back(std::move(result));
  }
  return out;
}

}  // namespace sahay::mailauth
