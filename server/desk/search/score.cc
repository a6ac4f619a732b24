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
// With more postings than this share of the documents, sums are made in an array over a window of documents.
constexpr std::size_t kDenseFrom = 2'000, kDenseShare = 32;
constexpr std::int64_t kWindow = 16'384;

struct Weighed {
  std::int64_t doc = 0;
  double value = 0;
};
using List = std::vector<Weighed>;  // ascending by document, each once

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
    List total;
    bool first = true;
    for (const Group& group : groups) {
      if (!needed(group)) continue;
      List list = of_group(group);
      if (first) total = std::move(list);
      else intersect(total, list);
      if (total.empty()) return {};
      first = false;
    }
    for (const Group& group : groups) {
      if (needed(group)) continue;
      List list = of_group(group);
      if (first) total = united(std::move(total), std::move(list), [](double a, double b) { return a + b; });
      else add_common(total, list);
    }
    return total;
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

  // Frequencies of these words together, weighed by field and length.
  struct Frequencies {
    List list;
    std::size_t passages = 0;
  };

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
  };
  bool advance(Source& source) const {
    Posting one;
    while (source.stream.next(one)) {
      if (one.unit >= source.units->all.size()) return false;
      const ScoredUnit unit = source.units->all[one.unit];
      if ((source.value = value_of(unit, one)) <= 0) continue;
      source.doc = unit.doc();
      return true;
    }
    return false;
  }

  // By segment, then by word: sums are always made in this order.
  std::vector<Source> sources_of(const std::set<std::int64_t>& words, std::size_t& postings) const {
    std::vector<Source> out;
    postings = 0;
    for (std::size_t s = 0; s < view_.segments().size(); ++s)
      for (const std::int64_t word : words) {
        PostingStream stream = view_.stream(s, word);
        if (stream.left() == 0) continue;
        postings += stream.left();
        out.push_back({stream, view_.segments()[s].units.get()});
      }
    return out;
  }

  // For words that are in many documents: one window of them after the other, summed in an array.
  List dense(std::vector<Source> sources, std::size_t most) const {
    std::vector<double> sums(std::size_t(kWindow), 0);
    List list;
    list.reserve(most);
    std::erase_if(sources, [&](Source& one) { return !advance(one); });
    while (!sources.empty()) {
      std::int64_t least = sources.front().doc;
      for (const Source& one : sources) least = std::min(least, one.doc);
      const std::int64_t begin = least / kWindow * kWindow, end = begin + kWindow;
      std::erase_if(sources, [&](Source& one) {
        while (one.doc < end) {
          sums[std::size_t(one.doc - begin)] += one.value;
          if (!advance(one)) return true;
        }
        return false;
      });
      for (std::size_t i = 0; i < sums.size(); ++i)
        if (sums[i] > 0) {
          list.push_back({begin + std::int64_t(i), sums[i]});
          sums[i] = 0;
        }
    }
    return list;
  }

  List sparse(std::vector<Source> sources, std::size_t most) const {
    List list;
    list.reserve(most);
    std::vector<std::size_t> ends;
    for (Source& one : sources) {
      while (advance(one)) list.push_back({one.doc, one.value});
      ends.push_back(list.size());
    }
    settle(list, std::move(ends));
    return list;
  }

  Frequencies frequencies(const std::set<std::int64_t>& words) const {
    std::size_t most = 0;
    auto sources = sources_of(words, most);
    const bool many = most >= kDenseFrom && most * kDenseShare >= std::size_t(view_.largest_doc());
    return {many ? dense(std::move(sources), most) : sparse(std::move(sources), most), most};
  }

  List weighed(Frequencies found, double weight) const {
    const double factor = weight * idf(double(found.passages));
    for (Weighed& one : found.list) one.value = factor * saturated(one.value);
    return std::move(found.list);
  }

  // As its best alternative. The short ones first: then the long ones are copied once.
  List of_group(const Group& group) {
    std::vector<List> lists;
    std::optional<List> exact;
    for (const Alternative& one : group.alternatives) {
      Frequencies found = frequencies(one.words);
      if (one.words == group.exact) exact = weighed(found, kExact * group.factor);  // the same sums
      List list = weighed(std::move(found), one.weight * group.factor);
      if (group.identifier)
        for (Weighed& hit : list) hit.value += kIdentifier * one.weight;
      if (!list.empty()) lists.push_back(std::move(list));
    }
    std::stable_sort(lists.begin(), lists.end(), [](const List& a, const List& b) { return a.size() < b.size(); });
    List out;
    for (List& list : lists) out = united(std::move(out), std::move(list), [](double a, double b) { return std::max(a, b); });
    if (group.exact.empty()) return out;
    if (!exact) exact = weighed(frequencies(group.exact), kExact * group.factor);
    return united(std::move(out), std::move(*exact), [](double a, double b) { return a + b; });
  }

  static List best_of(const List& list, std::size_t count) {
    List out = list;
    const auto middle = out.begin() + std::ptrdiff_t(count);
    std::nth_element(out.begin(), middle, out.end(), [](const Weighed& a, const Weighed& b) {
      return a.value != b.value ? a.value > b.value : a.doc < b.doc;
    });
    out.resize(count);
    std::sort(out.begin(), out.end(), [](const Weighed& a, const Weighed& b) { return a.doc < b.doc; });
    return out;
  }

  // unit << 32 | position of every occurrence, ascending.
  std::vector<std::uint64_t> positions(std::size_t segment, const std::set<std::int64_t>& words, const List* only = nullptr) const {
    std::vector<std::uint64_t> out;
    const Units& units = *view_.segments()[segment].units;
    for (const std::int64_t word : words) {
      auto next = only ? only->begin() : List::const_iterator();
      const auto wanted = [&](std::uint32_t unit) {
        if (unit >= units.all.size() || !only) return unit < units.all.size();
        const std::int64_t doc = units.all[unit].doc();
        while (next != only->end() && next->doc < doc) ++next;
        return next != only->end() && next->doc == doc;
      };
      view_.each_position(segment, word, wanted, [&](std::uint32_t unit, std::uint32_t position) { out.push_back(std::uint64_t(unit) << 32 | position); });
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  // Positions as places (stop words aside), less `offset`; each once.
  static void to_places(std::vector<std::uint64_t>& positions, std::uint32_t offset) {
    std::erase_if(positions, [&](std::uint64_t at) { return std::uint32_t(at) / 4 < offset; });
    for (std::uint64_t& at : positions) at = (at >> 32 << 32) | (std::uint32_t(at) / 4 - offset);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  }

  std::vector<std::uint64_t> places(std::size_t segment, const std::set<std::int64_t>& words, std::uint32_t offset, const List* only) const {
    auto out = positions(segment, words, only);
    to_places(out, offset);
    return out;
  }

  List pair_counts(const Group& a, const Group& b, const List& best) {
    List list;
    std::vector<std::size_t> ends;
    for (std::size_t s = 0; s < view_.segments().size(); ++s) {
      const Units& units = *view_.segments()[s].units;
      std::map<std::uint64_t, double> counts;  // unit
      std::vector<std::vector<std::uint64_t>> behind;
      for (const Alternative& right : b.alternatives) behind.push_back(places(s, right.words, 1, &best));
      for (const Alternative& left : a.alternatives) {
        const auto starts = places(s, left.words, 0, &best);
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
};

bool comes_before(const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.doc < b.doc; }

// Of all documents only the best ones are put in order.
Found found_of(const List& list, std::size_t best) {
  Found out;
  out.total = list.size();
  const std::size_t wanted = best == 0 ? list.size() : std::min(best, list.size());
  const std::size_t room = std::min(list.size(), wanted * 2 + 1);
  out.hits.reserve(room);
  Hit last{};  // once there are enough: nothing behind it is wanted
  bool full = false;
  for (const Weighed& one : list) {
    const Hit hit{one.doc, std::int64_t(one.value * kMillion + 0.5)};
    if (full && !comes_before(hit, last)) continue;
    out.hits.push_back(hit);
    if (out.hits.size() < room || wanted == list.size()) continue;
    std::nth_element(out.hits.begin(), out.hits.begin() + std::ptrdiff_t(wanted), out.hits.end(), comes_before);
    out.hits.resize(wanted);
    last = *std::max_element(out.hits.begin(), out.hits.end(), comes_before);
    full = true;
  }
  std::sort(out.hits.begin(), out.hits.end(), comes_before);
  if (out.hits.size() > wanted) out.hits.resize(wanted);
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
