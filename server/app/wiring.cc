#include "app/wiring.h"

#include "app/surfaces.h"
#include "desk/people/people_api.h"
#include "desk/search/search_api.h"
#include "desk/search/search_index.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::app {
namespace {

void add_routes(const Parts& parts) {
  api::Api& api = parts.api;
  api.caller_by_id = [](db::Tx& tx, std::int64_t id) { return people::caller_of(tx, UserId(id)); };
  people::add_session_routes(api);
  people::add_user_routes(api);
  people::add_organization_routes(api);
  people::add_group_routes(api);
  tickets::add_ticket_routes(api);
  tickets::add_comment_routes(api);
  tickets::add_bulk_ticket_routes(api);
  tickets::add_field_routes(api);
  tickets::add_upload_routes(api, parts.router, parts.store, parts.files);
  tickets::add_export_routes(api);
  tickets::add_console_routes(api);
  search::add_search_routes(api);
  api::add_bulk_routes(api);
  add_surfaces(parts.router);
}

void add_consumers(const Parts& parts) {
  parts.stream.add(parts.dispatcher, parts.router);
  parts.dispatcher.add_durable("search", {"ticket.created", "ticket.updated"}, search::index_event);
}

void add_jobs(const Parts& parts) {
  parts.worker.handle("api.bulk", [&api = parts.api](db::Store& store, const jobs::Job& job) -> Result<void> {
    const Json id = TRY(parse_json(job.payload));
    return api.run_bulk(store, id.is_string() ? std::string_view(id.get_string()) : std::string_view());
  });
}

}  // namespace

void wire(const Parts& parts) {
  add_routes(parts);
  add_consumers(parts);
  add_jobs(parts);
}

}  // namespace sahay::app
