// The page cache of SQLite with a better memory of its highest page. To put pages in order, SQLite parks one for a moment under a
// number far beyond the file, and its cache keeps that as the highest number it has seen: at the commit it then goes
// through every page it holds to look for some beyond the end. Here it is asked only when such a page can be there.
// Rule of use: watch_sqlite_pages once, before the first connection; everything else is the library's own cache.
// Threading: a cache belongs to its connection.
#pragma once

#include <algorithm>

namespace sahay::db {

// What is known of the numbers of the pages that a cache holds.
class HighestPage {
 public:
  void made(unsigned page) { highest_ = std::max(highest_, page); }
  void moved(unsigned from, unsigned to) {
    if (from == parked_) parked_ = 0;
    if (to <= highest_) return;
    // One at a time may be parked; of two the second counts as the highest.
    if (parked_ == 0) parked_ = to;
    else highest_ = to;
  }
  // Whether a page may be there whose number is not below `end`.
  bool may_reach(unsigned end) const { return std::max(highest_, parked_) >= end; }
  void cut(unsigned end) {
    highest_ = std::min(highest_, end - 1);
    if (parked_ >= end) parked_ = 0;
  }

 private:
  unsigned highest_ = 0;  // no page has a higher number, but for the one that is parked
  unsigned parked_ = 0;
};

// False when SQLite has started already: its cache stays as it is, slower, not wrong.
bool watch_sqlite_pages();

}  // namespace sahay::db
