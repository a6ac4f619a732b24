#include "platform/mail/cancel.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <system_error>

namespace sahay::mail {

Cancel::Cancel() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Cancel::~Cancel() { close(descriptor_); }

void Cancel::cancel() {
  cancelled_.store(true);
  const std::uint64_t one = 1;
  // The counter only saturates after 2^64 calls; the flag is set in any case.
  [[maybe_unused]] const auto written = write(descriptor_, &one, sizeof one);
}

}  // namespace sahay::mail
