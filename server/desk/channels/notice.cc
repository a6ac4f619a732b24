#include "desk/channels/notice.h"

#include <algorithm>

#include "base/json.h"
#include "platform/jobs/jobs.h"

namespace sahay::channels {

void queue_notice(db::Tx& tx, const Notice& notice, Time not_before) { jobs::add(tx, kNoticeJob, std::max(tx.now(), not_before), write_json(notice)); }

}  // namespace sahay::channels
