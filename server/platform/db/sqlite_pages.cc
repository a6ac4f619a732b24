#include "platform/db/sqlite_pages.h"

#include <sqlite3.h>

#include <new>

namespace sahay::db {
namespace {

sqlite3_pcache_methods2 library;

// What SQLite holds for its cache.
struct Watched {
  sqlite3_pcache* pages = nullptr;
  HighestPage highest{};
};

Watched& watched(sqlite3_pcache* cache) { return *reinterpret_cast<Watched*>(cache); }
sqlite3_pcache* pages_of(sqlite3_pcache* cache) { return watched(cache).pages; }

sqlite3_pcache* create(int page_size, int extra_size, int purgeable) {
  sqlite3_pcache* const pages = library.xCreate(page_size, extra_size, purgeable);
  if (!pages) return nullptr;
  auto* const out = new (std::nothrow) Watched{pages};
  if (!out) library.xDestroy(pages);
  return reinterpret_cast<sqlite3_pcache*>(out);
}

void destroy(sqlite3_pcache* cache) {
  library.xDestroy(pages_of(cache));
  delete &watched(cache);
}

sqlite3_pcache_page* fetch(sqlite3_pcache* cache, unsigned key, int create_flag) {
  Watched& w = watched(cache);
  if (create_flag != 0) w.highest.made(key);
  return library.xFetch(w.pages, key, create_flag);
}

void rekey(sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned from, unsigned to) {
  Watched& w = watched(cache);
  library.xRekey(w.pages, page, from, to);
  w.highest.moved(from, to);
}

void truncate(sqlite3_pcache* cache, unsigned limit) {
  Watched& w = watched(cache);
  if (!w.highest.may_reach(limit)) return;
  library.xTruncate(w.pages, limit);
  w.highest.cut(limit);
}

}  // namespace

bool watch_sqlite_pages() {
  if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &library) != SQLITE_OK) return false;
  sqlite3_pcache_methods2 methods = library;
  methods.xCreate = create;
  methods.xDestroy = destroy;
  methods.xFetch = fetch;
  methods.xRekey = rekey;
  methods.xTruncate = truncate;
  methods.xCachesize = [](sqlite3_pcache* cache, int size) { library.xCachesize(pages_of(cache), size); };
  methods.xPagecount = [](sqlite3_pcache* cache) { return library.xPagecount(pages_of(cache)); };
  methods.xUnpin = [](sqlite3_pcache* cache, sqlite3_pcache_page* page, int discard) { library.xUnpin(pages_of(cache), page, discard); };
  methods.xShrink = [](sqlite3_pcache* cache) { library.xShrink(pages_of(cache)); };
  return sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods) == SQLITE_OK;
}

}  // namespace sahay::db
