#include "desk/clients/contract.h"

#include <gtest/gtest.h>

namespace sahay::clients {
namespace {

TEST(Contract, covers_its_first_and_its_last_day) {
  const struct {
    const char *from, *to, *today;
    bool covered;
  } rows[] = {{"2030-01-01", "2030-12-31", "2030-01-01", true}, {"2030-01-01", "2030-12-31", "2030-12-31", true}, {"2030-01-01", "2030-12-31", "2029-12-31", false},
              {"2030-01-01", "2030-12-31", "2031-01-01", false}, {"", "", "1999-01-01", true}, {"2030-01-01", "", "2050-01-01", true}};
  for (const auto& row : rows) {
    Contract contract;
    contract.starts_on = row.from;
    contract.ends_on = row.to;
    EXPECT_EQ(covers(contract, row.today), row.covered) << row.from << ".." << row.to << " on " << row.today;
  }
}

TEST(Asset, serial_numbers_are_the_same_with_any_signs_between) {
  EXPECT_EQ(key_of(" SN-4711 / b "), "sn4711b");
  EXPECT_EQ(key_of("sn 4711B"), "sn4711b");
  EXPECT_EQ(key_of("পাম্প ১"), "পাম্প১");
  EXPECT_EQ(key_of("--"), "");
}

TEST(Days, are_real_days) {
  EXPECT_TRUE(is_day("2028-02-29"));
  EXPECT_TRUE(is_day(""));
  EXPECT_FALSE(is_day("2029-02-29"));
  EXPECT_FALSE(is_day("2029-2-9"));
  EXPECT_FALSE(is_day("tomorrow"));
}

}  // namespace
}  // namespace sahay::clients
