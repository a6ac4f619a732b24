// A request in plain words: the state, what happens next, the steps, the thread of public comments.
// Threading: inside one Tx.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/people/face.h"
#include "desk/site/page.h"
#include "desk/tickets/tickets.h"

namespace sahay::portal {

// Photo or initials, name, role.
site::Markup face_line(const people::Face& face);
// "Waiting for your answer".
std::string status_words(const site::Visitor& visitor, const tickets::Ticket& ticket);
site::Markup request_table(const site::Settings& settings, const site::Visitor& visitor, db::Tx& tx,
                           const std::vector<tickets::Ticket>& rows);
// The card "What happens next" with its steps and, when solved, the two answers.
site::Markup next_card(const site::Settings& settings, const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket);
// Sanitised HTML with the pictures of other sites in it.
using PictureSource = std::function<std::string(std::string_view html, Time now)>;
struct Thread {
  site::Markup words;
  Time held_until;  // when the first of our words that may still be taken back is shown; unset: none waits
};
// Public comments, newest first. Pictures of other sites are left out, with a link that shows them, unless `pictures` is set.
Thread thread(const site::Settings& settings, const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket,
                    const PictureSource& pictures = {});
// "Ask for somebody above": a form, or that it was asked already.
site::Markup ask_above(const site::Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket);
std::string first_name(const std::string& name);

}  // namespace sahay::portal
