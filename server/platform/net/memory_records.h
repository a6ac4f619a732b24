// For tests: a RecordSource that knows what it was told, and counts the questions.
// Threading: one thread writes before others ask.
#pragma once

#include <map>
#include <utility>

#include "base/text.h"
#include "platform/net/records.h"

namespace sahay::net {

class MemoryRecords final : public RecordSource {
 public:
  void txt(const std::string& name, std::string text) { add(name, RecordType::txt).text = std::move(text); }
  void address(const std::string& name, const std::string& text) {
    const Address address = *parse_address(text);
    add(name, address.is_v4() ? RecordType::a : RecordType::aaaa).address = address;
  }
  void mx(const std::string& name, int preference, std::string host) {
    Record& record = add(name, RecordType::mx);
    record.preference = preference;
    record.text = text::lower_ascii(host);
  }
  void ptr(const std::string& name, std::string host) { add(name, RecordType::ptr).text = text::lower_ascii(host); }
  // Every question about the name fails (or only those of one type).
  void fails(const std::string& name) { silent_.push_back(text::lower_ascii(name)); }
  void fails(const std::string& name, RecordType type) { silent_types_.emplace_back(text::lower_ascii(name), type); }
  void alias(const std::string& name, const std::string& target) {
    aliases_[text::lower_ascii(name)] = text::lower_ascii(target);
    names_[text::lower_ascii(name)];
  }

  Records look_up(std::string_view name, RecordType type) override {
    ++questions;
    std::string key = text::lower_ascii(name);
    if (key.ends_with('.')) key.pop_back();
    for (int i = 0; i < 8 && aliases_.contains(key); ++i) key = aliases_[key];
    for (const auto& silent : silent_)
      if (silent == key) return {};
    for (const auto& silent : silent_types_)
      if (silent.first == key && silent.second == type) return {};
    Records out;
    const auto there = names_.find(key);
    if (!is_dns_name(key) || there == names_.end()) {
      out.state = Records::State::no_name;
      return out;
    }
    const auto of_type = there->second.find(type);
    out.state = of_type == there->second.end() ? Records::State::none : Records::State::found;
    if (of_type != there->second.end()) out.list = of_type->second;
    return out;
  }

  int questions = 0;

 private:
  Record& add(const std::string& name, RecordType type) {
    return names_[text::lower_ascii(name)][type].emplace_back();
  }
  std::map<std::string, std::map<RecordType, std::vector<Record>>> names_;
  std::map<std::string, std::string> aliases_;
  std::vector<std::string> silent_;
  std::vector<std::pair<std::string, RecordType>> silent_types_;
};

}  // namespace sahay::net
