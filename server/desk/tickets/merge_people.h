// Registers what of tickets moves when two accounts of one person are merged (desk/people/merge.h).
// Threading: called once at start.
#pragma once

namespace sahay::tickets {

void add_merge_parts();

}  // namespace sahay::tickets
