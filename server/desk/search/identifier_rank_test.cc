// Identifiers as people write them and as people search for them: the right ticket comes first, always.
#include <gtest/gtest.h>

#include "desk/search/index_view.h"
#include "desk/search/word_index.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::search {
namespace {

struct Case {
  const char* text;   // of the ticket
  const char* query;
};
// Neighbours differ in one place, so that a part alone does not tell them apart.
constexpr Case kCases[] = {
    {"Order ORD-2024/17 has not arrived", "ORD-2024/17"},
    {"Order ORD-2024/18 has not arrived", "ord-2024/18"},
    {"Order ORD-2024/19 has not arrived", "ORD202419"},
    {"Order ORD-2024/20 has not arrived", "ord 2024 20"},
    {"Invoice INV-2024-00017 is wrong", "INV-2024-00017"},
    {"Invoice INV-2024-00018 is wrong", "inv202400018"},
    {"Invoice INV-2024-00019 is wrong", "INV 2024 00019"},
    {"Invoice INV-2024-00020 is wrong", "00020"},
    {"Serial SN-4471-0093-77 of the saw", "SN-4471-0093-77"},
    {"Serial SN-4471-0093-78 of the saw", "sn4471009378"},
    {"Serial SN-4471-0093-79 of the saw", "SN 4471 0093 79"},
    {"Serial SN-4471-0094-80 of the saw", "009480"},
    {"Serial AB12CD34EF56 of the drill", "ab12cd34ef56"},
    {"Serial AB12CD34EF57 of the drill", "AB12-CD34-EF57"},
    {"Serial AB12CD34EF58 of the drill", "34EF58"},
    {"Serial 8BO5I1L0 of the lamp", "8B05111O"},
    {"Serial 8BO5I2L0 of the lamp", "8BO5I2L0"},
    {"Mail of rina.akter+tools@meghna.example bounced", "rina.akter+tools@meghna.example"},
    {"Mail of rina.akter+saws@meghna.example bounced", "RINA.AKTER+SAWS@MEGHNA.EXAMPLE"},
    {"Mail of oleg@meghna.example bounced", "oleg@meghna.example"},
    {"Mail of sara_ahmed@meghna.example bounced", "sara_ahmed@meghna.example"},
    {"Host 192.168.10.17 does not answer", "192.168.10.17"},
    {"Host 192.168.10.18 does not answer", "192.168.10.18"},
    {"Host 192.168.10.19:8080 does not answer", "192.168.10.19:8080"},
    {"Host 10.0.0.255 does not answer", "10.0.0.255"},
    {"Address 2001:db8::ff00:42:8329 is blocked", "2001:db8::ff00:42:8329"},
    {"Address 2001:db8::ff00:42:8330 is blocked", "2001:DB8::FF00:42:8330"},
    {"MAC 00:1A:2B:3C:4D:5E is unknown", "00:1a:2b:3c:4d:5e"},
    {"MAC 00:1A:2B:3C:4D:5F is unknown", "00-1A-2B-3C-4D-5F"},
    {"MAC 00:1A:2B:3C:4D:60 is unknown", "001a.2b3c.4d60"},
    {"MAC 00:1A:2B:3C:4D:61 is unknown", "001A2B3C4D61"},
    {"Code 4C EF 00 11 on the display", "4cef0011"},
    {"Code 4C EF 00 12 on the display", "4C EF 00 12"},
    {"The browser shows ERR_CONN_RESET", "ERR_CONN_RESET"},
    {"The browser shows ERR_CONN_REFUSED", "err_conn_refused"},
    {"The browser shows ERR_NAME_NOT_RESOLVED", "err name not resolved"},
    {"Windows stops with 0x80070057", "0x80070057"},
    {"Windows stops with 0x80070058", "0X80070058"},
    {"Display says E-17", "E-17"},
    {"Display says E-18", "e18"},
    {"Since version v2.3.1-rc1 it crashes", "v2.3.1-rc1"},
    {"Since version v2.3.1-rc2 it crashes", "V2.3.1-RC2"},
    {"Since version 2.3.10 it crashes", "2.3.10"},
    {"Since version 2.3.11 it crashes", "2.3.11"},
    {"Since build 22621.1413 it crashes", "22621.1413"},
    {"Call me at +880 1711-234567", "+8801711234567"},
    {"Call me at +880 1711-234568", "+880 1711-234568"},
    {"Call me at +880 1711-234569", "01711234569"},
    {"Позвоните +7 (495) 123-45-67", "+7 495 123 45 67"},
    {"Позвоните +7 (495) 123-45-68", "74951234568"},
    {"অর্ডার ১০৪২৭৭ এখনো আসেনি", "104277"},
    {"অর্ডার 104278 এখনো আসেনি", "১০৪২৭৮"},
    {"সিরিয়াল SN-১০৪২-৭৯", "SN-1042-79"},
    {"সিরিয়াল SN-1042-80", "sn-১০৪২-৮০"},
    {"Заказ АБ-1045-77 потерян", "АБ-1045-77"},
    {"Заказ АБ-1045-78 потерян", "аб-1045-78"},
    {"Card 4111 1111 1111 1234 was refused", "4111111111111234"},
    {"Account GB29NWBK60161331926819 was charged", "gb29 nwbk 6016 1331 9268 19"},
    {"Account GB29NWBK60161331926820 was charged", "GB29NWBK60161331926820"},
    {"See https://shop.example/orders/88123 please", "https://shop.example/orders/88123"},
    {"See https://shop.example/orders/88124 please", "shop.example/orders/88124"},
    {"Tracking RB123456785CN is stuck", "RB123456785CN"},
    {"Tracking RB123456786CN is stuck", "RB 123456786 CN"},
    {"Tracking RB123456795CN is stuck", "RB123456975CN"},
    {"File report_final-v3.pdf is empty", "report_final-v3.pdf"},
    {"File report_final-v4.pdf is empty", "REPORT_FINAL-V4.PDF"},
    {"Ticket JIRA-4521 is linked", "jira-4521"},
    {"Ticket JIRA-4522 is linked", "JIRA4522"},
    {"UUID 550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000"},
    {"UUID 550e8400-e29b-41d4-a716-446655440001", "550E8400E29B41D4A716446655440001"},
    {"Кассовый чек ФД 000123 не пришёл", "ФД 000123"},
    {"Кассовый чек ФД 000124 не пришёл", "фд000124"},
    {"Трек EE123456789RU застрял", "ee 123 456 789 ru"},
    {"Трек EE123456798RU застрял", "EE123456798RU"},
    {"Blue screen 0xC000021A", "0xc000021a"},
    {"Blue screen 0xC000021B", "C000021B"},
    {"Blue screen E000021C", "0xE000021C"},
    {"Тел. 8 (916) 123-45-67", "+79161234567"},
    {"Тел. 8 (916) 123-45-68", "8 916 123 45 68"},
    {"Phone 020 7946 0958 unreachable", "+442079460958"},
    {"নম্বর ০১৮১৯-৩৪৫৬৭০ বন্ধ", "+880 1819 345670"},
    {"Номер +7 812 555-01-02 занят", "8 (812) 555-01-02"},
    {"Parcel 1Z999AA10123456784 lost", "1Z999AA10123456784"},
    {"Parcel 1Z999AA10123456785 lost", "1z 999 aa1 01 2345 6785"},
    {"SKU 12-AB-0099-XL missing", "12ab0099xl"},
    {"Part 6ES7214-1AG40-0XB0 faulty", "6es7 214-1ag40-0xb0"},
    {"VIN WVWZZZ1JZXW000002 recall", "wvwzzz1jzxw000002"},
    {"Passport 4510 123457 scan", "4510123457"},
    {"Model XR-500/B needs a fuse", "order for XR-500/B"},
    {"Model XR-500/C needs a fuse", "xr500c"},
};

TEST(IdentifierRank, the_right_ticket_comes_first_in_each_case) {
  static_assert(std::size(kCases) >= 60);
  db::TempStore temp;
  const auto memory = keep_in_memory(*temp);
  ASSERT_TRUE(temp->write([&](db::Tx& tx) -> Result<void> {
    for (std::size_t i = 0; i < std::size(kCases); ++i)
      add_passage(tx, Collection::tickets, std::int64_t(i) + 1, Part::opening, "Question", kCases[i].text);
    return {};
  }).ok());
  for (std::size_t i = 0; i < std::size(kCases); ++i) {
    const auto hits = temp->read([&](db::Tx& tx) { return find(tx, Collection::tickets, {.text = kCases[i].query}); });
    if (hits.empty()) {
      ADD_FAILURE() << kCases[i].query << " found nothing";
      continue;
    }
    EXPECT_EQ(hits.front().doc, std::int64_t(i) + 1) << kCases[i].query << " found " << kCases[std::size_t(hits.front().doc - 1)].text;
  }
}

}  // namespace
}  // namespace sahay::search
