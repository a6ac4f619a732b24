#include "desk/channels/notice.h"

#include "base/json.h"
#include "platform/jobs/jobs.h"

namespace sahay::channels {

void queue_notice(db::Tx& tx, const Notice& notice) { jobs::add(tx, kNoticeJob, tx.now(), write_json(notice)); }

}  // namespace sahay::channels
