#include "platform/db/sqlite_memory.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace sahay::db {
namespace {

constexpr std::size_t kStep = 64;
constexpr std::size_t kLargest = 8192;  // a page with what SQLite keeps beside it, and more
constexpr std::size_t kKept = 1 << 20;  // bytes, per thread

// In front of every piece: its whole size. SQLite asks for 8-byte alignment.
using Head = std::uint64_t;

struct Free {
  Free* next;
};

struct Shelves {
  std::array<Free*, kLargest / kStep + 1> lists{};
  std::size_t bytes = 0;
  ~Shelves();
};

// SQLite may free after the shelves of its thread are gone.
thread_local bool shelves_gone = false;
thread_local Shelves shelves;

Shelves::~Shelves() {
  shelves_gone = true;
  for (Free* list : lists)
    while (list) std::free(std::exchange(list, list->next));
}

std::size_t whole_size(std::size_t wanted) { return (wanted + sizeof(Head) + kStep - 1) / kStep * kStep; }
Head* head_of(void* piece) { return static_cast<Head*>(piece) - 1; }

void* take(int wanted) {
  const std::size_t size = whole_size(std::size_t(wanted));
  void* block = nullptr;
  if (size <= kLargest && !shelves_gone && shelves.lists[size / kStep]) {
    Free*& list = shelves.lists[size / kStep];
    block = std::exchange(list, list->next);
    shelves.bytes -= size;
  } else {
    block = std::malloc(size);
  }
  if (!block) return nullptr;
  *static_cast<Head*>(block) = size;
  return static_cast<Head*>(block) + 1;
}

void give_back(void* piece) {
  Head* const block = head_of(piece);
  const std::size_t size = *block;
  if (size > kLargest || shelves_gone || shelves.bytes + size > kKept) return std::free(block);
  Free*& list = shelves.lists[size / kStep];
  list = new (block) Free{list};
  shelves.bytes += size;
}

int size_of(void* piece) { return piece ? int(*head_of(piece) - sizeof(Head)) : 0; }
int round_up(int wanted) { return int(whole_size(std::size_t(wanted)) - sizeof(Head)); }

void* resize(void* piece, int wanted) {
  const std::size_t size = whole_size(std::size_t(wanted)), old = *head_of(piece);
  if (size == old) return piece;
  if (size > kLargest && old > kLargest) {
    void* const block = std::realloc(head_of(piece), size);
    if (!block) return nullptr;
    *static_cast<Head*>(block) = size;
    return static_cast<Head*>(block) + 1;
  }
  void* const other = take(wanted);
  if (!other) return nullptr;
  std::memcpy(other, piece, std::min(size, old) - sizeof(Head));
  give_back(piece);
  return other;
}

int start(void*) { return SQLITE_OK; }
void end(void*) {}

}  // namespace

// (g++ 12 knows no __has_feature, not even beside a defined().)
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SAHAY_SANITIZED
#endif
#endif

bool give_sqlite_its_memory() {
#ifdef SAHAY_SANITIZED
  return false;
#else
  static const sqlite3_mem_methods methods = {take, give_back, resize, size_of, round_up, start, end, nullptr};
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
#endif
}

}  // namespace sahay::db
