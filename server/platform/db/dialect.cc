#include "platform/db/dialect.h"

#include "base/text.h"

namespace sahay::db {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Keeps the lines meant for the engine.
std::string part_for(Engine engine, std::string_view text) {
  std::string out;
  bool wanted = true;
  for (std::string_view line : text::split(text, '\n')) {
    const std::string_view bare = text::trim(line);
    if (bare == "-- [both]") wanted = true;
    else if (bare == "-- [sqlite]") wanted = engine == Engine::sqlite;
    else if (bare == "-- [postgres]") wanted = engine == Engine::postgres;
    else if (wanted) out.append(line) += '\n';
  }
  return out;
}

// The end of the quoted text, comment or word that starts at `i`; one character otherwise.
std::size_t token_end(std::string_view s, std::size_t i) {
  const char c = s[i];
  if (c == '\'' || c == '"') {
    const std::size_t close = s.find(c, i + 1);  // a doubled quote is two quoted texts in a row
    return close == s.npos ? s.size() : close + 1;
  }
  if (s.substr(i, 2) == "--") return std::min(s.find('\n', i), s.size());
  if (!is_word(c)) return i + 1;
  std::size_t end = i;
  while (end < s.size() && is_word(s[end])) ++end;
  return end;
}

class Translator {
 public:
  Translator(Engine engine, std::string_view text) : engine_(engine), text_(text) {}

  std::vector<std::string> statements() {
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t end = token_end(text_, i);
      take(text_.substr(i, end - i));
      i = end;
    }
    end_statement();
    return std::move(out_);
  }

 private:
  void take(std::string_view token) {
    if (token.starts_with("--")) return;
    if (token == ";") return end_statement();
    if (!is_word(token[0])) {
      statement_ += token;
      return;
    }
    const std::string word = text::lower_ascii(token);
    if (words_ == 0) defines_ = word == "create" || word == "alter";
    if (words_ == 1 && word == "table" && text::trim(statement_).starts_with("create")) creates_table_ = true;
    ++words_;
    statement_ += words_ <= 2 ? word : defines_ ? type_word(word, token) : std::string(token);
  }

  // "precision" follows "double"; both stand for one word in SQLite.
  std::string type_word(const std::string& word, std::string_view token) const {
    if (engine_ == Engine::sqlite) {
      if (word == "bigint" || word == "smallint") return "integer";
      if (word == "double") return "real";
      if (word == "precision") return "";
    } else {
      if (word == "integer") return "bigint";
      if (word == "real") return "double precision";
    }
    return std::string(token);
  }

  void end_statement() {
    std::string statement(text::trim(statement_));
    const bool without_rowid = creates_table_ && text::lower_ascii(statement).ends_with("without rowid");
    if (without_rowid && engine_ == Engine::postgres)
      statement.resize(statement.size() - std::string_view("without rowid").size());
    if (creates_table_ && engine_ == Engine::sqlite) statement += without_rowid ? ", strict" : " strict";
    if (!statement.empty()) out_.push_back(std::move(statement));
    statement_.clear();
    words_ = 0;
    defines_ = creates_table_ = false;
  }

  const Engine engine_;
  const std::string_view text_;
  std::vector<std::string> out_;
  std::string statement_;
  int words_ = 0;
  bool defines_ = false;
  bool creates_table_ = false;
};

}  // namespace

std::vector<std::string> statements_for(Engine engine, std::string_view text) {
  const std::string part = part_for(engine, text);
  return Translator(engine, part).statements();
}

}  // namespace sahay::db
