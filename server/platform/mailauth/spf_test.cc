// The table of cases in spf_cases.txt. SAHAY_SPF_CASES names another table of the same form.
#include "platform/mailauth/spf.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "platform/net/memory_records.h"

namespace sahay::mailauth {
namespace {

std::string unescaped(const std::string& s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\\' && i + 1 < s.size() && s[i + 1] == 's') {
      out += ' ';
      ++i;
    } else if (s[i] == '\\' && i + 3 < s.size() && s[i + 1] == 'x') {
      out += char(std::stoi(s.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      out += s[i];
    }
  }
  return out;
}

void add(net::MemoryRecords& records, const std::string& name, const std::string& type, const std::string& value) {
  if (type == "TXT") records.txt(name, value);
  if (type == "A" || type == "AAAA") records.address(name, value);
  if (type == "MX") records.mx(name, 10, value);
  if (type == "PTR") records.ptr(name, value);
}

struct Line {
  explicit Line(const std::string& text) : in(text) { in >> verb; }
  std::string next() {
    std::string word;
    in >> word;
    return unescaped(word);
  }
  std::string rest() {
    std::string out;
    std::getline(in >> std::ws, out);
    return unescaped(out);
  }
  std::istringstream in;
  std::string verb;
};

TEST(Spf, answers_every_case_of_the_table) {
  const char* other = std::getenv("SAHAY_SPF_CASES");
  std::ifstream file(other ? other : SAHAY_SOURCE_DIR "/server/platform/mailauth/spf_cases.txt");
  ASSERT_TRUE(file) << "no table";
  std::unique_ptr<net::MemoryRecords> records;
  std::string text;
  int number = 0, cases = 0;
  while (std::getline(file, text)) {
    ++number;
    Line line(text);
    if (line.verb == "zone") records = std::make_unique<net::MemoryRecords>();
    if (line.verb == "rec") {
      const std::string name = line.next(), type = line.next();
      add(*records, name, type, line.rest());
    }
    if (line.verb == "alias") {
      const std::string name = line.next();
      records->alias(name, line.next());
    }
    if (line.verb == "silent") {
      const std::string name = line.next(), type = line.next();
      type.empty() ? records->fails(name) : records->fails(name, net::RecordType::txt);
    }
    if (line.verb != "is") continue;
    ++cases;
    const std::string wanted = line.next(), client = line.next(), helo = line.next(), sender = line.next();
    const auto address = net::parse_address(client);
    ASSERT_TRUE(address) << client;
    const auto answer = check_spf(*records, {*address, helo, sender == "-" ? "" : sender});
    EXPECT_NE(("," + wanted + ",").find("," + std::string(word(answer.result)) + ","), std::string::npos)
        << "line " << number << ": " << text << "\n  is " << word(answer.result) << " " << answer.reason;
  }
  std::cout << cases << " cases\n";
  EXPECT_GE(cases, 100);
}

TEST(Spf, names_the_mechanism_that_decided_and_asks_only_so_often) {
  net::MemoryRecords records;
  records.txt("meghna.test", "v=spf1 include:_spf.meghna.test -all");
  records.txt("_spf.meghna.test", "v=spf1 ip4:192.0.2.1 ~all");
  const auto answer = check_spf(records, {*net::parse_address("192.0.2.1"), "mx.test", "rina@meghna.test"});
  EXPECT_EQ(answer.result, SpfResult::pass);
  EXPECT_EQ(answer.mechanism, "include:_spf.meghna.test");
  EXPECT_EQ(answer.domain, "meghna.test");
  EXPECT_EQ(records.questions, 2);
}

}  // namespace
}  // namespace sahay::mailauth
