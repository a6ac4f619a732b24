#include "desk/site/form_fields.h"

#include "desk/site/page.h"

namespace sahay::site {
namespace {

std::string error_of(const Visitor& visitor, const std::vector<FieldError>& errors, std::string_view field) {
  for (const FieldError& error : errors)
    if (error.field == field) return say(visitor, error.key, error.args);
  return {};
}

}  // namespace

void add_field(Html& out, const Visitor& visitor, const Field& field, std::string_view value, const std::vector<FieldError>& errors) {
  const std::string error = error_of(visitor, errors, field.name);
  const std::string_view name = field.name;
  out.add("<div class=\"field\"><label for=\"{}\">{}</label>", name, say(visitor, field.label));
  if (*field.hint) out.add("<span class=\"hint\" id=\"{}-hint\">{}</span>", name, say(visitor, field.hint));
  std::string described = *field.hint ? std::string(name) + "-hint" : std::string();
  if (!error.empty()) {
    out.add("<span class=\"bad\" id=\"{}-error\">{}</span>", name, error);
    described += (described.empty() ? "" : " ") + std::string(name) + "-error";
  }
  const Markup common = Html()
                            .add(" id=\"{}\" name=\"{}\" maxlength=\"{}\"{}{}{}", name, name, field.max_length,
                                 Markup{field.required ? " required" : ""}, Markup{error.empty() ? "" : " aria-invalid=\"true\""},
                                 described.empty() ? Markup{} : Html().add(" aria-describedby=\"{}\"", described).take())
                            .take();
  if (std::string_view(field.type) == "textarea") out.add("<textarea{} dir=\"auto\">{}</textarea></div>", common, value);
  else out.add("<input class=\"in\" type=\"{}\" autocomplete=\"{}\" dir=\"auto\"{} value=\"{}\"></div>", field.type, field.autocomplete, common, value);
}

Markup hidden(std::string_view name, std::string_view value) {
  return Html().add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value).take();
}

Markup file_field(const Visitor& visitor, const std::vector<FieldError>& errors, std::string_view more_attributes) {
  const std::string error = error_of(visitor, errors, "files");
  Html out;
  // The words of the browser's own control are in the browser's language: the label is the button, the sheet hides the other.
  out.add("<div class=\"field file\"><input id=\"files\" type=\"file\" name=\"files\" multiple aria-describedby=\"files-hint{}\"{}><label for=\"files\">{}</label>"
          "<output for=\"files\"></output><span class=\"hint\" id=\"files-hint\">{}</span>",
          Markup{error.empty() ? "" : " files-error"}, Markup{std::string(more_attributes)}, say(visitor, "portal.attach_files"), say(visitor, "portal.attach_limit"));
  if (!error.empty()) out.add("<span class=\"bad\" id=\"files-error\">{}</span>", error);
  out.add("</div>");
  return out.take();
}

}  // namespace sahay::site
