#include "desk/people/user.h"

#include "base/text.h"

namespace sahay::people {

std::string address_key(std::string_view address) { return text::lower_ascii(text::trim(address)); }

bool is_address(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == address.npos || at == 0 || at + 1 == address.size() || address.size() > 254) return false;
  for (unsigned char c : address)
    if (c <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == ',' || c == ';') return false;
  const auto local = address.substr(0, at), domain = address.substr(at + 1);
  if (local.front() != '"' && local.find('@') != local.npos) return false;
  return domain.front() != '.' && domain.back() != '.' && domain.find("..") == domain.npos;
}

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == address.npos ? std::string_view{} : address.substr(at + 1);
}

std::string name_from_address(std::string_view address) {
  std::string name(address.substr(0, address.rfind('@')));
  bool start = true;
  for (char& c : name) {
    if (c == '.' || c == '_' || c == '-' || c == '+') c = ' ';
    if (start && c >= 'a' && c <= 'z') c = char(c - 32);
    start = c == ' ';
  }
  name = std::string(text::trim(name));
  return name.empty() ? std::string(address) : name;
}

std::int64_t locale_id(std::string_view locale) {
  switch (i18n::language_of(locale)) {
    case i18n::Language::en: return 1;
    case i18n::Language::ru: return 27;
    case i18n::Language::bn: return 1384;
  }
  return 1;
}

std::string locale_of_id(std::int64_t id) { return id == 27 ? "ru" : id == 1384 ? "bn" : "en-US"; }

std::string iana_time_zone(std::string_view name) {
  // Names of the field's first product that differ from the zone's last part are few in our three languages' region.
  static constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"Dhaka", "Asia/Dhaka"},           {"Astana", "Asia/Almaty"},       {"Kolkata", "Asia/Kolkata"},
      {"Moscow", "Europe/Moscow"},       {"St. Petersburg", "Europe/Moscow"}, {"Volgograd", "Europe/Volgograd"},
      {"Berlin", "Europe/Berlin"},       {"London", "Europe/London"},     {"Paris", "Europe/Paris"},
      {"Kyiv", "Europe/Kiev"},           {"Minsk", "Europe/Minsk"},       {"Yekaterinburg", "Asia/Yekaterinburg"},
      {"Ekaterinburg", "Asia/Yekaterinburg"}, {"Novosibirsk", "Asia/Novosibirsk"}, {"Vladivostok", "Asia/Vladivostok"},
      {"Eastern Time (US & Canada)", "America/New_York"}, {"Central Time (US & Canada)", "America/Chicago"},
      {"Pacific Time (US & Canada)", "America/Los_Angeles"}, {"UTC", "Etc/UTC"}};
  for (const auto& [zone, iana] : known)
    if (zone == name) return std::string(iana);
  return std::string(name.empty() ? "Etc/UTC" : name);
}

}  // namespace sahay::people
