#include "desk/search/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace sahay::search {
namespace {

constexpr double kSaturation = 1.2, kTitle = 3, kExact = 0.3, kPair = 0.3, kIdentifier = 1000;
constexpr double kFlat = 0.25, kByLength = 0.75;
constexpr std::size_t kPairsOfAll = 20'000;  // above it neighbours are looked at among the best
constexpr std::size_t kPairsOfBest = 2'000;
constexpr double kMillion = 1'000'000;
constexpr std::int64_t kWindow = 4'096;  // documents whose sums are made at once, in an array that the processor keeps near
constexpr std::size_t kDenseShare = 16;  // of a window: with more documents it is walked as a whole
// With so many times more postings than documents that are left, only those documents are looked at.
constexpr std::size_t kFewAmong = 4;

struct Weighed {
  std::int64_t doc = 0;
  double value = 0;
};
using List = std::vector<Weighed>;  // ascending by document, each once

// The first of an ordered range that is not `before`; near ones are found in few steps.
template <class It, class F>
It first_not(It at, It end, F&& before) {
  std::ptrdiff_t step = 1;
  while (step < end - at && before(at[step])) {
    at += step;
    step *= 2;
  }
  return std::partition_point(at, at + std::min<std::ptrdiff_t>(step, end - at), before);
}

// The best `count` of those that are offered, in no order; what is not as good as they are costs one comparison.
template <class T, class Before>
class Best {
 public:
  Best(std::size_t count, Before before) : count_(count), before_(before) {}
  void offer(const T& one) {
    if (count_ == 0 || (full_ && !before_(one, last_))) return;
    kept_.push_back(one);
    if (kept_.size() == count_ * 2) cut();
  }
  std::vector<T> take() {
    if (kept_.size() > count_) cut();
    return std::move(kept_);
  }

 private:
  void cut() {
    std::nth_element(kept_.begin(), kept_.begin() + std::ptrdiff_t(count_ - 1), kept_.end(), before_);
    kept_.resize(count_);
    last_ = kept_.back();
    full_ = true;
  }

  const std::size_t count_;
  const Before before_;
  std::vector<T> kept_;
  T last_{};
  bool full_ = false;
};

// Lists one behind the other become one; `ends` are where they end. Values of one document are added up.
void settle(List& list, std::vector<std::size_t> ends) {
  const auto by_doc = [](const Weighed& a, const Weighed& b) { return a.doc < b.doc; };
  while (ends.size() > 1) {
    std::vector<std::size_t> merged;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); i += 2) {
      const std::size_t end = i + 1 < ends.size() ? ends[i + 1] : ends[i];
      const auto at = [&](std::size_t n) { return list.begin() + std::ptrdiff_t(n); };
      if (i + 1 < ends.size()) std::inplace_merge(at(begin), at(ends[i]), at(end), by_doc);
      merged.push_back(end);
      begin = end;
    }
    ends = std::move(merged);
  }
  std::size_t out = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (out > 0 && list[out - 1].doc == list[i].doc) list[out - 1].value += list[i].value;
    else list[out++] = list[i];
  }
  list.resize(out);
}

// The greater (or the sum) of both where both have the document.
template <class F>
List united(List&& a, List&& b, F&& both) {
  if (a.empty()) return std::move(b);
  if (b.empty()) return std::move(a);
  List out;
  out.reserve(a.size() + b.size());
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].doc < b[j].doc) out.push_back(a[i++]);
    else if (b[j].doc < a[i].doc) out.push_back(b[j++]);
    else out.push_back({a[i].doc, both(a[i++].value, b[j++].value)});
  }
  out.insert(out.end(), a.begin() + std::ptrdiff_t(i), a.end());
  out.insert(out.end(), b.begin() + std::ptrdiff_t(j), b.end());
  return out;
}

// Where both have the document: `other` is added to the list.
void add_common(List& list, const List& other) {
  std::size_t j = 0;
  for (Weighed& one : list) {
    while (j < other.size() && other[j].doc < one.doc) ++j;
    if (j < other.size() && other[j].doc == one.doc) one.value += other[j].value;
  }
}

// The sums of the documents that are in both.
void intersect(List& list, const List& other) {
  std::size_t out = 0, j = 0;
  for (const Weighed& one : list) {
    while (j < other.size() && other[j].doc < one.doc) ++j;
    if (j < other.size() && other[j].doc == one.doc) list[out++] = {one.doc, one.value + other[j].value};
  }
  list.resize(out);
}

void keep_common(List& list, const List& other) {
  std::size_t out = 0, j = 0;
  for (const Weighed& one : list) {
    while (j < other.size() && other[j].doc < one.doc) ++j;
    if (j < other.size() && other[j].doc == one.doc) list[out++] = one;
  }
  list.resize(out);
}

class Scorer {
 public:
  Scorer(IndexView& view, const Wanted& wanted) : view_(view), wanted_(wanted) {
    for (int i = 0; i < 256; ++i) {
      const double length = from_length_byte(std::uint8_t(i));
      title_[std::size_t(i)] = kTitle / (kFlat + kByLength * length / view_.average_title());
      body_[std::size_t(i)] = 1 / (kFlat + kByLength * length / view_.average_body());
    }
  }

  List of_groups(const std::vector<Group>& groups) {
    const auto needed = [&](const Group& group) { return group.required && wanted_.match == Match::every_word; };
    std::vector<Sought> required, others;
    for (const Group& group : groups) (needed(group) ? required : others).push_back(sought(group));
    std::optional<List> total = of_all(required);
    if (total && total->empty()) return {};
    for (Sought& one : others) {
      List list = of_group(one, total && !required.empty() ? &*total : nullptr);
      if (!total) total = std::move(list);
      else if (required.empty()) total = united(std::move(*total), std::move(list), [](double a, double b) { return a + b; });
      else add_common(*total, list);
    }
    return total ? std::move(*total) : List();
  }

  // Neighbouring query words that stand side by side.
  void add_pairs(List& list, const std::vector<Group>& groups) {
    std::vector<std::pair<const Group*, const Group*>> pairs;
    std::set<std::int64_t> words;
    for (const Group& a : groups)
      for (const Group& b : groups)
        if (a.required && b.required && b.place == a.place + 1) pairs.emplace_back(&a, &b);
    if (pairs.empty() || list.empty()) return;
    for (const auto& [a, b] : pairs)
      for (const Group* group : {a, b})
        for (const Alternative& one : group->alternatives) words.insert(one.words.begin(), one.words.end());
    view_.load_positions(words);
    const List best = list.size() > kPairsOfAll ? best_of(list, kPairsOfBest) : list;
    for (const auto& [a, b] : pairs) {
      List found = pair_counts(*a, *b, best);
      if (found.empty()) continue;
      keep_common(found, list);
      const double rarity = idf(double(found.size()) * double(list.size()) / double(best.size()));
      for (Weighed& one : found) one.value = kPair * rarity * saturated(one.value);
      add_common(list, found);  // a part of it: nothing else can come
    }
  }

  List of_phrase(const std::vector<PhraseWord>& words) {
    std::set<std::int64_t> all;
    for (const PhraseWord& word : words) all.insert(word.words.begin(), word.words.end());
    view_.load_positions(all);
    List list;
    std::vector<std::size_t> ends;
    for (std::size_t s = 0; s < view_.segments().size(); ++s) {
      std::vector<std::uint64_t> starts;
      for (std::size_t i = 0; i < words.size(); ++i) {
        // In the first place words follow the first one; behind it they stand at the start of their place.
        const bool first_place = words[i].place == 0;
        std::vector<std::uint64_t> now = positions(s, words[i].words);
        if (first_place) {
          std::erase_if(now, [&](std::uint64_t at) { return std::uint32_t(at) < words[i].stops; });
          for (std::uint64_t& at : now) at -= words[i].stops;
        } else {
          if (words[i - 1].place == 0) to_places(starts, 0);
          std::erase_if(now, [&](std::uint64_t at) { return at % 4 != words[i].stops; });
          to_places(now, words[i].place);
        }
        if (i == 0) {
          starts = std::move(now);
          continue;
        }
        std::vector<std::uint64_t> kept;
        std::set_intersection(starts.begin(), starts.end(), now.begin(), now.end(), std::back_inserter(kept));
        starts = std::move(kept);
      }
      const Units& units = *view_.segments()[s].units;
      for (const std::uint64_t start : starts) {
        const auto unit = std::uint32_t(start >> 32);
        if (readable(units, unit)) list.push_back({units.all[unit].doc(), body_[units.all[unit].body_length()]});
      }
      ends.push_back(list.size());
    }
    settle(list, ends);
    const double rarity = idf(double(list.size()));
    for (Weighed& one : list) one.value = rarity * saturated(one.value);
    return list;
  }

 private:
  static double saturated(double frequency) { return frequency * (1 + kSaturation) / (kSaturation + frequency); }
  double idf(double documents) const {
    const double all = double(view_.passages());
    const double known = std::min(documents, all);
    return std::log(1 + (all - known + 0.5) / (known + 0.5));
  }

  bool readable(const Units& units, std::uint32_t unit) const {
    return unit < units.all.size() && readable(units.all[unit]);
  }
  bool readable(ScoredUnit unit) const {
    if (unit.dead() || (unit.part() == Part::note && !wanted_.notes)) return false;
    return wanted_.in == Where_in::everywhere || unit.part() == Part::opening;
  }

  // What one passage counts for; 0 when it is not to be read.
  double value_of(ScoredUnit unit, const Posting& one) const {
    if (!readable(unit)) return 0;
    double value = one.title ? one.title * title_[unit.title_length()] : 0;
    if (one.body && wanted_.in != Where_in::title) value += one.body * body_[unit.body_length()];
    return value;
  }

  // The postings of one word in one segment, at the next one that counts.
  struct Source {
    PostingStream stream;
    const Units* units = nullptr;
    std::int64_t doc = 0;
    double value = 0;
    std::size_t among = 0;   // documents of the list that are passed
    std::uint32_t from = 0;  // units before it are of no document of the list
  };
  // The innermost loop of every search; two of it, so that words of most documents pay nothing for the list.
  template <bool kAmong>
  bool advance(Source& source, const List* among) const {
    Posting one;
    while (source.stream.next(one)) {
      if (kAmong && one.unit < source.from) continue;
      if (one.unit >= source.units->all.size()) return false;
      const ScoredUnit unit = source.units->all[one.unit];
      if (kAmong && !is_among(source, *among, one.unit)) {
        if (source.among == among->size()) return false;
        continue;
      }
      if ((source.value = value_of(unit, one)) <= 0) continue;
      source.doc = unit.doc();
      return true;
    }
    return false;
  }
  // Where its document is not in the list, the source is told what the next one's units begin with.
  static bool is_among(Source& source, const List& among, std::uint32_t unit) {
    const auto& all = source.units->all;
    const auto next = first_not(among.begin() + std::ptrdiff_t(source.among), among.end(), [&](const Weighed& one) { return one.doc < all[unit].doc(); });
    source.among = std::size_t(next - among.begin());
    if (next == among.end()) return false;
    if (next->doc == all[unit].doc()) return true;
    source.from = std::uint32_t(first_not(all.begin() + unit, all.end(), [&](ScoredUnit one) { return one.doc() < next->doc; }) - all.begin());
    return false;
  }

  // One alternative of a group. Its exact form may be one of the alternatives, which then counts for both.
  struct Reading {
    std::vector<Source> sources;  // by segment, then by word: sums are always made in this order
    double factor = 0, more = 0, exact = 0;
  };
  struct Sought {
    std::vector<Reading> readings;
    std::size_t postings = 0;
  };

  Reading reading_of(const std::set<std::int64_t>& words, double weight, double exact_weight, std::size_t& postings) const {
    Reading out;
    std::size_t count = 0;
    for (std::size_t s = 0; s < view_.segments().size(); ++s)
      for (const std::int64_t word : words) {
        PostingStream stream = view_.stream(s, word);
        if (stream.left() == 0) continue;
        count += stream.left();
        out.sources.push_back({stream, view_.segments()[s].units.get()});
      }
    out.factor = weight * idf(double(count));
    out.exact = exact_weight * idf(double(count));
    postings += count;
    return out;
  }

  Sought sought(const Group& group) const {
    Sought out;
    bool exact = group.exact.empty();
    for (const Alternative& one : group.alternatives) {
      const bool both = !group.exact.empty() && one.words == group.exact;
      out.readings.push_back(reading_of(one.words, one.weight * group.factor, both && !exact ? kExact * group.factor : 0, out.postings));
      if (group.identifier) out.readings.back().more = kIdentifier * one.weight;
      exact = exact || both;
    }
    if (!exact) out.readings.push_back(reading_of(group.exact, 0, kExact * group.factor, out.postings));
    return out;
  }

  // The documents that have each of them, the shortest list first: it says where the others are looked at. The sums are
  // those of the order in which they were asked for.
  std::optional<List> of_all(std::vector<Sought>& required) {
    if (required.empty()) return std::nullopt;
    std::vector<std::size_t> order(required.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return required[a].postings < required[b].postings; });
    std::vector<List> lists(required.size());
    const List* among = nullptr;
    for (const std::size_t i : order) {
      lists[i] = of_group(required[i], among);
      if (lists[i].empty()) return List();
      if (!among || lists[i].size() < among->size()) among = &lists[i];
    }
    List total = std::move(lists.front());
    for (std::size_t i = 1; i < lists.size(); ++i) intersect(total, lists[i]);
    return total;
  }

  // As its best alternative, one window of documents after the other. `among`: others need not be found.
  List of_group(Sought& group, const List* among) {
    if (among && among->size() * kFewAmong > group.postings) among = nullptr;
    for (Reading& one : group.readings)
      std::erase_if(one.sources, [&](Source& source) { return !(among ? advance<true>(source, among) : advance<false>(source, among)); });
    window_.resize(std::size_t(kWindow));
    List list;
    list.reserve(among ? among->size() : std::min(group.postings, std::size_t(view_.largest_doc()) + 1));
    while (const auto least = least_of(group)) {
      const std::int64_t begin = *least / kWindow * kWindow;
      for (Reading& one : group.readings) among ? sum_window<true>(one, begin, among) : sum_window<false>(one, begin, among);
      take_window(begin, list);
    }
    return list;
  }

  static std::optional<std::int64_t> least_of(const Sought& group) {
    std::optional<std::int64_t> least;
    for (const Reading& one : group.readings)
      for (const Source& source : one.sources) least = std::min(least.value_or(source.doc), source.doc);
    return least;
  }

  template <bool kAmong>
  void sum_window(Reading& reading, std::int64_t begin, const List* among) {
    summed_.clear();
    std::erase_if(reading.sources, [&](Source& one) {
      while (one.doc < begin + kWindow) {
        const auto at = std::uint32_t(one.doc - begin);
        if (window_[at].sum == 0) summed_.push_back(at);
        window_[at].sum += one.value;
        if (!advance<kAmong>(one, among)) return true;
      }
      return false;
    });
    for (const std::uint32_t at : summed_) {
      Slot& slot = window_[at];
      if (slot.best == 0 && slot.exact == 0) touched_.push_back(at);
      const double frequency = saturated(slot.sum);
      if (reading.factor > 0) slot.best = std::max(slot.best, reading.factor * frequency + reading.more);
      if (reading.exact > 0) slot.exact = reading.exact * frequency;
      slot.sum = 0;
    }
  }

  void take_window(std::int64_t begin, List& list) {
    const auto take = [&](std::uint32_t at) {
      list.push_back({begin + std::int64_t(at), window_[at].best + window_[at].exact});
      window_[at] = {};
    };
    if (touched_.size() * kDenseShare > window_.size()) {
      for (std::uint32_t at = 0; at < window_.size(); ++at)
        if (window_[at].best > 0 || window_[at].exact > 0) take(at);
    } else {
      std::sort(touched_.begin(), touched_.end());
      for (const std::uint32_t at : touched_) take(at);
    }
    touched_.clear();
  }

  static List best_of(const List& list, std::size_t count) {
    Best<Weighed, bool (*)(const Weighed&, const Weighed&)> best(count, [](const Weighed& a, const Weighed& b) {
      return a.value != b.value ? a.value > b.value : a.doc < b.doc;
    });
    for (const Weighed& one : list) best.offer(one);
    List out = best.take();
    std::sort(out.begin(), out.end(), [](const Weighed& a, const Weighed& b) { return a.doc < b.doc; });
    return out;
  }

  // The units of these documents in one segment, ascending.
  std::vector<std::uint32_t> units_of(std::size_t segment, const List& docs) const {
    const auto& all = view_.segments()[segment].units->all;
    std::vector<std::uint32_t> out;
    auto at = all.begin();
    for (const Weighed& one : docs) {
      at = first_not(at, all.end(), [&](ScoredUnit unit) { return unit.doc() < one.doc; });
      for (; at != all.end() && at->doc() == one.doc; ++at) out.push_back(std::uint32_t(at - all.begin()));
      if (at == all.end()) break;
    }
    return out;
  }

  // unit << 32 | position of every occurrence, ascending; `only` in these units.
  std::vector<std::uint64_t> positions(std::size_t segment, const std::set<std::int64_t>& words, const std::vector<std::uint32_t>* only = nullptr) const {
    std::vector<std::uint64_t> out;
    const std::size_t known = view_.segments()[segment].units->all.size();
    for (const std::int64_t word : words) {
      auto next = only ? only->begin() : std::vector<std::uint32_t>::const_iterator();
      const auto wanted = [&](std::uint32_t unit) {
        if (!only) return unit < known;
        if (next != only->end() && *next < unit) next = first_not(next, only->end(), [&](std::uint32_t one) { return one < unit; });
        return next != only->end() && *next == unit;
      };
      view_.each_position(segment, word, wanted, [&](std::uint32_t unit, std::uint32_t position) { out.push_back(std::uint64_t(unit) << 32 | position); });
    }
    if (!std::is_sorted(out.begin(), out.end())) std::sort(out.begin(), out.end());
    return out;
  }

  // Positions as places (stop words aside), less `offset`; each once.
  static void to_places(std::vector<std::uint64_t>& positions, std::uint32_t offset) {
    std::erase_if(positions, [&](std::uint64_t at) { return std::uint32_t(at) / 4 < offset; });
    for (std::uint64_t& at : positions) at = (at >> 32 << 32) | (std::uint32_t(at) / 4 - offset);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  }

  std::vector<std::uint64_t> places(std::size_t segment, const std::set<std::int64_t>& words, std::uint32_t offset, const std::vector<std::uint32_t>& only) const {
    auto out = positions(segment, words, &only);
    to_places(out, offset);
    return out;
  }

  List pair_counts(const Group& a, const Group& b, const List& best) {
    List list;
    std::vector<std::size_t> ends;
    for (std::size_t s = 0; s < view_.segments().size(); ++s) {
      const Units& units = *view_.segments()[s].units;
      const auto only = units_of(s, best);
      std::map<std::uint64_t, double> counts;  // unit
      std::vector<std::vector<std::uint64_t>> behind;
      for (const Alternative& right : b.alternatives) behind.push_back(places(s, right.words, 1, only));
      for (const Alternative& left : a.alternatives) {
        const auto starts = places(s, left.words, 0, only);
        if (starts.empty()) continue;
        for (std::size_t i = 0; i < behind.size(); ++i) {
          std::vector<std::uint64_t> both;
          std::set_intersection(starts.begin(), starts.end(), behind[i].begin(), behind[i].end(), std::back_inserter(both));
          for (const std::uint64_t place : both) counts[place >> 32] += left.weight * b.alternatives[i].weight;
        }
      }
      for (const auto& [unit, count] : counts)
        if (readable(units, std::uint32_t(unit))) list.push_back({units.all[unit].doc(), count * body_[units.all[unit].body_length()]});
      ends.push_back(list.size());
    }
    settle(list, std::move(ends));
    return list;
  }

  IndexView& view_;
  const Wanted& wanted_;
  std::array<double, 256> title_{}, body_{};
  // Of one document of the window: the sum of the reading at hand, the best one so far, what the exact form adds.
  struct Slot {
    double sum = 0, best = 0, exact = 0;
  };
  std::vector<Slot> window_;                      // empty slots between two windows
  std::vector<std::uint32_t> summed_, touched_;   // places in it
};

bool comes_before(const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.doc < b.doc; }

// Of all documents only the best ones are put in order.
Found found_of(const List& list, std::size_t best) {
  Found out;
  out.total = list.size();
  Best<Hit, bool (*)(const Hit&, const Hit&)> hits(best == 0 ? list.size() : std::min(best, list.size()), comes_before);
  for (const Weighed& one : list) hits.offer({one.doc, std::int64_t(one.value * kMillion + 0.5)});
  out.hits = hits.take();
  std::sort(out.hits.begin(), out.hits.end(), comes_before);
  return out;
}

}  // namespace

Found score(IndexView& view, const std::vector<Group>& groups, const Wanted& wanted, std::size_t best) {
  std::set<std::int64_t> words;
  for (const Group& group : groups) {
    words.insert(group.exact.begin(), group.exact.end());
    for (const Alternative& one : group.alternatives) words.insert(one.words.begin(), one.words.end());
  }
  view.load(words);
  Scorer scorer(view, wanted);
  List list = scorer.of_groups(groups);
  scorer.add_pairs(list, groups);
  return found_of(list, best);
}

Found score_phrase(IndexView& view, const std::vector<PhraseWord>& words, const Wanted& wanted, std::size_t best) {
  if (words.empty()) return {};
  return found_of(Scorer(view, wanted).of_phrase(words), best);
}

}  // namespace sahay::search
