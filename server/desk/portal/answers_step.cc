#include "desk/portal/answers_step.h"

#include "desk/site/form_fields.h"
#include "desk/site/page.h"

namespace sahay::portal {

using site::say;

site::Markup answers_step(const site::Visitor& visitor, const site::Form& form, const std::vector<Answer>& answers) {
  site::Html out;
  out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p><ul class=\"results\">", say(visitor, "portal.answers_step"), say(visitor, "portal.answers_step_hint"));
  for (const Answer& answer : answers)
    out.add("<li><a href=\"{}\" target=\"_blank\" rel=\"noopener\">{}</a><p>{}</p></li>", answer.path, answer.title, site::Markup{answer.excerpt_html});
  out.add("</ul><form class=\"choices\" method=\"post\" enctype=\"multipart/form-data\" action=\"/requests/new\">{}{}", site::hidden("csrf", visitor.csrf), site::hidden("asked", "1"));
  for (const char* name : {"form_key", "subject", "details", "tried", "kind", "urgency", "name", "email"}) out.add("{}", site::hidden(name, form[name]));
  out.add("<button class=\"btn\">{}</button> <button class=\"btn s\" name=\"again\" value=\"1\">{}</button></form></div></div>", say(visitor, "portal.send_anyway"),
          say(visitor, "portal.change_request"));
  return out.take();
}

}  // namespace sahay::portal
