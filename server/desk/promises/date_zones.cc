#include "desk/promises/date_zones.h"

#include <algorithm>
#include <map>
#include <string>

namespace sahay::promises {
namespace {

const std::map<std::string, const char*, std::less<>>& names() {
  static const std::map<std::string, const char*, std::less<>> all = [] {
    std::map<std::string, const char*, std::less<>> out;
    const auto add = [&](const char* zone, std::initializer_list<const char*> words) {
      for (const char* word : words) out.emplace(fold_for_dates(word), zone);
    };
    add("America/New_York", {"et", "est", "edt", "eastern", "new-york"});
    add("America/Chicago", {"ct", "cst", "cdt", "central"});
    add("America/Denver", {"mt", "mst", "mdt", "mountain"});
    add("America/Los_Angeles", {"pt", "pst", "pdt", "pacific"});
    add("Etc/UTC", {"gmt", "utc"});
    add("Europe/London", {"bst", "london", "uk", "лондону", "лондонскому"});
    add("Europe/Berlin", {"cet", "cest", "berlin", "берлину", "берлинскому"});
    add("Europe/Moscow", {"msk", "moscow", "мск", "москве", "московскому"});
    add("Europe/Minsk", {"минску", "минскому"});
    add("Europe/Kaliningrad", {"калининграду"});
    add("Europe/Samara", {"самаре", "самарскому"});
    add("Asia/Yekaterinburg", {"екатеринбургу", "екатеринбургскому"});
    add("Asia/Novosibirsk", {"новосибирску", "новосибирскому"});
    add("Asia/Vladivostok", {"владивостоку", "владивостокскому"});
    add("Asia/Almaty", {"алматы", "астане"});
    add("Asia/Dhaka", {"dhaka", "bangladesh", "дакке", "ঢাকা", "ঢাকার", "বাংলাদেশ"});
    add("Asia/Kolkata", {"ist", "india", "indian", "kolkata", "ভারতীয়", "কলকাতা", "কলকাতার"});
    return out;
  }();
  return all;
}

}  // namespace

ToldZone told_zone(const std::vector<DateToken>& tokens, std::size_t at, const calendar::Zone& here) {
  static const std::string po = fold_for_dates("по"), time_bn = fold_for_dates("সময়");
  const auto word = [&](std::size_t i) -> std::string_view { return i < tokens.size() ? std::string_view(tokens[i].word) : std::string_view(); };
  std::size_t i = at;
  const bool bracket = i < tokens.size() && tokens[i].sign == '(';
  if (bracket) ++i;
  const bool by_city = word(i) == po;
  if (by_city) ++i;
  const bool new_york = word(i) == "new" && word(i + 1) == "york";
  const auto found = new_york ? names().find("new-york") : names().find(word(i));
  if (found == names().end()) return {};
  i += new_york ? 2 : 1;
  const bool time_said = word(i) == "time" || word(i).starts_with(time_bn) || word(i) == "времени";
  // A city or a country alone is where, not when.
  static constexpr std::string_view kPlaces[] = {"new-york", "london", "uk", "berlin", "moscow", "dhaka", "bangladesh", "india", "indian", "kolkata", "central", "mountain"};
  const bool place = std::find(std::begin(kPlaces), std::end(kPlaces), found->first) != std::end(kPlaces) || static_cast<unsigned char>(found->first[0]) == 0xE0;
  const bool russian = static_cast<unsigned char>(found->first[0]) == 0xD0 || static_cast<unsigned char>(found->first[0]) == 0xD1;
  if ((place && !time_said) || (russian && !by_city && found->first != "мск")) return {};
  if (time_said) ++i;
  if (bracket && i < tokens.size() && tokens[i].sign == ')') ++i;
  const bool bangladesh = found->first == "bst" && here.stretch_at(1'700'000'000).offset == 6 * 3600;
  return {calendar::Zone::find(bangladesh ? "Asia/Dhaka" : found->second), i};
}

}  // namespace sahay::promises
