#include "desk/escalation/packet.h"

#include <gtest/gtest.h>

namespace sahay::escalation {
namespace {

TEST(Packet, a_problem_is_said_in_one_sentence) {
  const std::pair<const char*, bool> rows[] = {
      {"The pump stops after ten minutes.", true},
      {"The pump stops after ten minutes", true},
      {"The pump stops. It is loud.", false},
      {"Does it stop? Yes.", false},
      {"Firmware 3.5 stops the pump after 1.5 hours.", true},
      {"The pump (e.g. model B) stops.", true},
      {"Stops at v. 2 of the firmware.", true},
      {"One line\nanother line", false},
      {"Насос останавливается через 10 мин. после пуска.", false},
      {"Насос, т. е. двигатель, останавливается.", true},
      {"Насос стоит. Шумит.", false},
      {"পাম্প দশ মিনিট পরে থেমে যায়।", true},
      {"পাম্প থেমে যায়। শব্দ হয়।", false},
      {"", true},
  };
  for (const auto& [text, one] : rows) EXPECT_EQ(is_one_sentence(text), one) << text;
}

TEST(Packet, everything_that_is_missing_is_named_at_once) {
  const Time now = Time::from_seconds(1'900'000'000);
  const auto fields = [&](const Packet& packet) {
    std::string out;
    for (const FieldError& error : missing_in(packet, now)) out += error.field + " ";
    return out;
  };
  EXPECT_EQ(fields({}), "problem facts question promised next_contact_at ");
  const Packet whole{"The pump stops after ten minutes.", "Fuse changed, no effect.", "Is the thermal switch to blame?", "A call by Friday.", now + std::chrono::hours(4)};
  EXPECT_EQ(fields(whole), "");
  Packet packet = whole;
  packet.problem = "Broken";
  EXPECT_EQ(fields(packet), "problem ");
  packet = whole;
  packet.facts = "  \n ";
  EXPECT_EQ(fields(packet), "facts ");
  packet = whole;
  packet.next_contact_at = now;
  EXPECT_EQ(fields(packet), "next_contact_at ");
}

}  // namespace
}  // namespace sahay::escalation
