// The goals of mail quality on the shared corpus: its own scorer judges what inspect_json says. Skipped without it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "base/json.h"
#include "platform/mail/inspect.h"

namespace sahay::mail {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Score {
  double asserted = 0, correct = 0;
  double percent() const { return asserted > 0 ? 100 * correct / asserted : 100; }
};

Score sum(const JsonObject& fields, std::initializer_list<const char*> names) {
  Score s;
  for (const char* name : names) {
    const JsonArray* row = array_at(fields, name);
    if (!row) continue;
    s.asserted += row->at(0).to_number<double>();
    s.correct += row->at(1).to_number<double>();
  }
  return s;
}

TEST(Corpus, the_goals_of_mail_quality_are_met) {
  const fs::path checks = fs::path(SAHAY_SOURCE_DIR) / "../shared/checks/mail";
  if (!fs::exists(checks / "score.py")) GTEST_SKIP() << "../shared/checks/mail is absent";
  const fs::path work = fs::temp_directory_path() / ("sahay_corpus_" + std::to_string(::getpid()));
  const std::string score = "python3 '" + (checks / "score.py").string() + "' ";
  ASSERT_EQ(std::system((score + "wrap '" + (work / "in").string() + "' > /dev/null").c_str()), 0);
  for (const auto& entry : fs::recursive_directory_iterator(work / "in")) {
    if (!entry.is_regular_file()) continue;
    fs::path out = work / "out" / fs::relative(entry.path(), work / "in");
    out.replace_extension(".json");
    fs::create_directories(out.parent_path());
    std::ofstream(out) << inspect_json(entry.path().string(), bytes_of(entry.path()));
  }
  const fs::path result = work / "score.json";
  ASSERT_EQ(std::system((score + "score '" + (work / "out").string() + "' --json '" + result.string() + "' > /dev/null").c_str()), 0);
  const Json json = parse_json(bytes_of(result)).value();
  const JsonObject& fields = *object_at(json.as_object(), "fields");
  EXPECT_GE(sum(fields, {"subject", "from_address", "from_name", "to", "cc", "date", "message_id", "in_reply_to", "references", "text", "text_contains", "html_text",
                         "html_present", "attachments", "attachments_count"}).percent(), 98.0);
  EXPECT_GE(sum(fields, {"reply_text", "reply_contains", "reply_not_contains", "reply_startswith"}).percent(), 90.0);
  EXPECT_GE(sum(fields, {"bounce"}).percent(), 97.5);
  EXPECT_GE(sum(fields, {"bounce_recipients"}).percent(), 97.0);
  EXPECT_GE(sum(fields, {"auto_reply"}).percent(), 90.0);
  fs::remove_all(work);
}

}  // namespace
}  // namespace sahay::mail
