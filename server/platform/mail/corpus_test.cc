// The shared corpus of mails, read by instrumented code. Skipped without it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

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

// The goals of mail quality are scored by tests/scores.py on the program as it is shipped; instrumented code reads a sixth of the
// corpus for the faults that only it sees.
TEST(Corpus, mails_of_others_are_read_without_a_fault) {
  const fs::path checks = fs::path(SAHAY_SOURCE_DIR) / "../shared/checks/mail";
  if (!fs::exists(checks / "score.py")) GTEST_SKIP() << "../shared/checks/mail is absent";
  const fs::path work = fs::temp_directory_path() / ("sahay_corpus_" + std::to_string(::getpid()));
  ASSERT_EQ(std::system(("python3 '" + (checks / "score.py").string() + "' wrap '" + work.string() + "' > /dev/null").c_str()), 0);
  std::vector<fs::path> mails;
  for (const auto& entry : fs::recursive_directory_iterator(work))
    if (entry.is_regular_file()) mails.push_back(entry.path());
  std::sort(mails.begin(), mails.end());
  EXPECT_GT(mails.size(), 1000u);
  for (std::size_t i = 0; i < mails.size(); i += 6) {
    const auto json = parse_json(inspect_json(mails[i].string(), bytes_of(mails[i])));
    ASSERT_TRUE(json.ok()) << mails[i];
    EXPECT_EQ(string_at(json->as_object(), "file"), mails[i].string());
    EXPECT_NE(json->as_object().if_contains("text"), nullptr) << mails[i];
  }
  fs::remove_all(work);
}

}  // namespace
}  // namespace sahay::mail
