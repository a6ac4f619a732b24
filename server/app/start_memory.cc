#include "app/start_memory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>

namespace sahay::app {
namespace {

// Segments that may never be written to are the file's own pages; those with relocations are not among them.
int forget_pages(dl_phdr_info* object, std::size_t, void*) {
  if (object->dlpi_name && std::string_view(object->dlpi_name).starts_with("linux-vdso")) return 0;
  const auto page = std::uintptr_t(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W)) continue;
    const std::uintptr_t begin = (object->dlpi_addr + segment.p_vaddr) & ~(page - 1);
    const std::uintptr_t end = object->dlpi_addr + segment.p_vaddr + segment.p_memsz;
    (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);  // only a hint for memory: nothing to do when refused
  }
  return 0;
}

}  // namespace

void give_back_start_memory() {
  malloc_trim(0);
  dl_iterate_phdr(forget_pages, nullptr);
}

}  // namespace sahay::app
