// What each rule does in a group: off, hint, warn, block. Held in memory with the organization's own phrases, so that a
// reply in a group where nothing stops it costs a look into memory and no query.
// Rule of use: one Policies a process, loaded at start and after each change; app/wiring.cc owns it.
// Threading: any thread.
#pragma once

#include <atomic>
#include <boost/describe.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "desk/people/people.h"
#include "desk/wording/draft.h"
#include "platform/db/store.h"

namespace sahay::wording {

enum class Level : std::uint8_t { off, hint, warn, block };
inline constexpr std::array<std::string_view, 4> kLevelNames = {"off", "hint", "warn", "block"};
inline std::string_view name_of(Level level) { return kLevelNames[std::size_t(level)]; }
using Levels = std::array<Level, kRules>;
// Hints; warnings where a slip reaches the wrong reader or lacks its file.
Levels default_levels();
// {"jargon": "warn", ...} over the defaults. Errors: invalid levels.
Result<Levels> read_levels(const JsonObject& in);

struct Policy {
  Id<struct PolicyTag> id;
  GroupId group_id;          // none: for all groups that have no own policy
  RawJson levels{"{}"};      // what differs from the defaults
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Policy, (), (id, group_id, levels, created_at, updated_at))

struct PhraseRow {
  Id<struct PhraseTag> id;
  std::string language;  // en, bn, ru
  std::string kind;      // officialese, jargon, allowed
  std::string words, plain;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(PhraseRow, (), (id, language, kind, words, plain, created_at, updated_at))

class Policies {
 public:
  // What the database holds; inside write() it takes effect with the commit.
  void load(db::Tx& tx, bool after_commit);
  // One of all policies stops answers.
  bool any_blocks() const { return any_blocks_.load(std::memory_order_relaxed); }
  bool any() const { return any_.load(std::memory_order_relaxed); }

  struct OfGroup {
    Levels levels;
    bool blocks = false;
    bool own = false;  // a policy was made for it: its answers are counted
  };
  OfGroup of(GroupId group) const;
  std::vector<OwnPhrase> phrases() const;

 private:
  struct State {
    std::map<std::int64_t, OfGroup> groups;
    std::vector<OwnPhrase> phrases;
  };
  std::shared_ptr<const State> state() const;
  void set(std::shared_ptr<const State> state);

  mutable std::mutex mutex_;
  std::shared_ptr<const State> state_ = std::make_shared<const State>();
  std::atomic<bool> any_blocks_ = false, any_ = false;
};

}  // namespace sahay::wording
