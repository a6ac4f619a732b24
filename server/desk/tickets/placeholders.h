// Placeholders: {{ticket.id}} and the like in texts of rules and saved answers. A fixed list, no code; a name that is
// not on the list gives nothing. Siblings add theirs with add_placeholder() before the server starts.
// Rule of use: fill() escapes every value for the text it goes into; the text itself stays as written. Values are never
// looked through for placeholders again, and the whole is linear in text and values.
// Threading: the list is filled once at start, the rest inside one Tx.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "desk/tickets/facts.h"

namespace sahay::tickets {

enum class Escape { none, html, json };  // json: inside a string literal

struct Placeholder {
  std::string name;  // "ticket.title"; a name that ends in "*" stands for all with that beginning ("dc.*")
  std::function<std::string(Facts&, std::string_view name)> value;  // plain text, or HTML when `is_html`
  bool is_html = false;
  bool is_words = false;  // what somebody wrote: left out of mail to people who have not proved their address
};
void add_placeholder(Placeholder placeholder);
const std::vector<Placeholder>& placeholders();

class Placeholders {
 public:
  explicit Placeholders(Facts& facts) : facts_(facts) {}
  // At most 1 MiB comes out; what is longer ends there.
  std::string fill(std::string_view text, Escape escape = Escape::none);
  // From now on without what people wrote.
  void leave_words_out() {
    known_.clear();
    words_ = false;
  }
  // From now on for readers outside of the desk: without answers that their writers may still take back, but for the one whose
  // time the reader waits for.
  void leave_unsent_out(CommentId but = {});

 private:
  std::string value_of(std::string_view name, Escape escape);

  Facts& facts_;
  bool words_ = true;
  std::vector<CommentId> unsent_{};
  std::map<std::string, std::string, std::less<>> known_;
};

// "https://desk.example.org", for {{ticket.url}} and {{ticket.link}}. Set by app/wiring.cc.
extern std::function<std::string()> site_address;
// The desk's name, for {{ticket.account}}. Set by app/wiring.cc.
extern std::function<std::string()> desk_name;

}  // namespace sahay::tickets
