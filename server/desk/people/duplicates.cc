// Which other accounts may be the same person: pure comparison over a few indexed look-ups.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "desk/people/merge.h"
#include "desk/people/merge_sql.h"

namespace sahay::people {
namespace q = sql::merge;
namespace {

constexpr std::size_t kShown = 20;
constexpr int kLeastScore = 40;

// Mailboxes of an office rather than of a person.
bool is_shared_mailbox(std::string_view local) {
  static constexpr std::string_view words[] = {"info",  "support", "sales",   "office", "contact", "hello", "mail", "admin",
                                               "help",  "service", "billing", "accounts", "team",  "no-reply", "noreply", "hr"};
  return std::find(std::begin(words), std::end(words), local) != std::end(words);
}

std::string_view local_of(std::string_view address) { return address.substr(0, address.rfind('@')); }
std::string_view without_tag(std::string_view local) { return local.substr(0, local.find('+')); }

std::string digits_of(std::string_view phone) {
  std::string out;
  for (const char c : phone)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

std::string name_key(std::string_view name) { return text::lower_ascii(text::trim(name)); }

struct AddressOf {
  std::string address;
  UserId id;
};
BOOST_DESCRIBE_STRUCT(AddressOf, (), (address, id))

class Search {
 public:
  Search(db::Tx& tx, const User& user) : tx_(tx), user_(user) {}

  void by_name() {
    if (name_key(user_.name).size() < 3) return;
    for (User& other : tx_.all<User>(q::same_name, name_key(user_.name), user_.id)) add(std::move(other), "same_name");
  }

  void by_phone() {
    std::vector<std::string> phones{user_.phone};
    for (const Identity& identity : identities_of(tx_, user_.id))
      if (identity.type == "phone_number") phones.push_back(identity.value);
    for (const std::string& phone : phones) {
      const std::string digits = digits_of(phone);
      if (digits.size() < 6) continue;
      for (User& other : tx_.all<User>(q::same_phone, digits, user_.id)) add(std::move(other), "same_phone");
      for (User& other : tx_.all<User>(q::phone_identity, digits, "+" + digits, user_.id)) add(std::move(other), "same_phone");
    }
  }

  void by_address() {
    for (const Identity& identity : identities_of(tx_, user_.id)) {
      if (identity.type != "email") continue;
      const std::string local(without_tag(local_of(identity.value)));
      if (local.size() < 3 || is_shared_mailbox(local)) continue;
      // '@' and '+' are followed by 'A' and ',': a range of the index, on both engines.
      between(identity.value, local + "@", local + "A");
      between(identity.value, local + "+", local + ",");
    }
  }

  std::vector<Suggestion> finish() {
    std::vector<Suggestion> out;
    for (auto& [id, found] : found_) {
      if (found.user.organization_id && found.user.organization_id == user_.organization_id) found.reasons.emplace_back("same_organization");
      found.score = score_of(found.reasons);
      if (found.score >= kLeastScore) out.push_back(std::move(found));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.score != b.score ? a.score > b.score : a.user.id < b.user.id; });
    if (out.size() > kShown) out.resize(kShown);
    return out;
  }

 private:
  void add(User other, const char* reason) {
    Suggestion& found = found_[other.id.value];
    found.user = std::move(other);
    if (std::find(found.reasons.begin(), found.reasons.end(), reason) == found.reasons.end()) found.reasons.emplace_back(reason);
  }

  void between(std::string_view own, const std::string& first, const std::string& last) {
    for (const AddressOf& row : tx_.all<AddressOf>(q::addresses_between, first, last, user_.id))
      if (auto other = find_user(tx_, row.id)) add(std::move(*other), domain_of(row.address) == domain_of(own) ? "same_mailbox" : "same_local_part");
  }

  static int score_of(const std::vector<std::string>& reasons) {
    const auto has = [&](std::string_view reason) { return std::find(reasons.begin(), reasons.end(), reason) != reasons.end(); };
    int score = 0;
    if (has("same_mailbox")) score += 95;
    if (has("same_phone")) score += 60;
    if (has("same_local_part")) score += 45;
    if (has("same_name")) score += 35;
    if (has("same_organization")) score += 15;
    return std::min(score, 100);
  }

  db::Tx& tx_;
  const User& user_;
  std::map<std::int64_t, Suggestion> found_;
};

}  // namespace

std::vector<Suggestion> duplicates_of(db::Tx& tx, const User& user) {
  if (user.staff() || !user.active) return {};
  Search search(tx, user);
  search.by_name();
  search.by_phone();
  search.by_address();
  return search.finish();
}

}  // namespace sahay::people
