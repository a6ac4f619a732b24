// For tests: the cast, the verbs and the routes of people and tickets, with a token for each person.
// Threading: as Api.
#pragma once

#include <filesystem>

#include "desk/people/people_api.h"
#include "desk/tickets/testing/tickets_desk.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/testing/call.h"

namespace sahay::tickets {

class TicketsSite : public TicketsDesk {
 protected:
  using Answer = api::test::Answer;
  using HeaderList = api::test::HeaderList;

  TicketsSite() : files_((temp_.folder() / "files").string()), api_(router_, *temp_, temp_.clock, people::authenticator()) {
    people::add_user_routes(api_);
    add_ticket_routes(api_);
    add_comment_routes(api_);
    add_bulk_ticket_routes(api_);
    add_field_routes(api_);
    add_upload_routes(api_, router_, *temp_, files_);
    add_export_routes(api_);
    add_console_routes(api_);
    add_status_routes(api_);
    add_form_routes(api_);
    add_import_routes(api_);
    add_redaction_routes(api_);
    add_audit_routes(api_);
    add_request_routes(api_);
    add_split_routes(api_);
    add_link_routes(api_);
    api::add_bulk_routes(api_);
    api_.caller_by_id = [](db::Tx& tx, std::int64_t id) { return people::caller_of(tx, UserId(id)); };
  }

  // As a person of the cast; {} is nobody.
  Answer ask(UserId as, const std::string& method, const std::string& path, std::string body = {}, HeaderList headers = {}) {
    if (as) headers.emplace_back("Authorization", "Bearer " + token_of(as));
    return api::test::call(router_, method, "/api/v2" + path, std::move(body), headers);
  }
  std::string token_of(UserId user) {
    std::string& token = tokens_[user.value];
    if (token.empty()) token = *write([&](db::Tx& tx) -> Result<std::string> { return people::create_api_token(tx, user, "test", false); });
    return token;
  }
  static std::string path_of(TicketId id, std::string_view more = "") { return "/tickets/" + std::to_string(id.value) + std::string(more); }

  files::Directory files_;
  http::Router router_;
  api::Api api_;

 private:
  std::map<std::int64_t, std::string> tokens_;
};

}  // namespace sahay::tickets
