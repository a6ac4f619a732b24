// The description of the API, made from the route table and the resources' fields: nothing here is written by hand, so
// it cannot drift from what the server does.
#include <map>
#include <memory>
#include <mutex>

#include "base/text.h"
#include "platform/api/api.h"

namespace sahay::api {
namespace {

std::string_view word_of(Access access) {
  switch (access) {
    case Access::anonymous: return "anybody";
    case Access::customer: return "signed-in users";
    case Access::staff: return "agents and admins";
    case Access::admin: return "admins";
  }
  return "";
}

void write_schema(JsonWriter& w, const std::vector<KeyInfo>& keys) {
  w.begin_object().field("type", "object").key("properties").begin_object();
  for (const KeyInfo& key : keys) {
    w.key(key.name).begin_object();
    if (key.type == "date-time") w.key("type").value(std::vector<std::string>{"string", "null"}).field("format", "date-time");
    else w.key("type").value(std::vector<std::string>{key.type, "null"});
    if (key.read_only) w.field("readOnly", true);
    w.end_object();
  }
  w.end_object().key("required").begin_array();
  for (const KeyInfo& key : keys)
    if (key.required) w.value(key.name);
  w.end_array().end_object();
}

void write_parameters(JsonWriter& w, const std::string& path) {
  w.key("parameters").begin_array();
  for (std::size_t at = path.find('{'); at != path.npos; at = path.find('{', at + 1)) {
    const std::string name = path.substr(at + 1, path.find('}', at) - at - 1);
    w.begin_object().field("name", name).field("in", "path").field("required", true);
    w.key("schema").begin_object().field("type", "string").end_object().end_object();
  }
  w.end_array();
}

// The resource that a path is about: the longest plural it names last ("/users/{id}/identities" is none of ours).
const std::string* resource_of(const Api& api, const std::string& path) {
  for (const auto& [name, keys] : api.schemas()) {
    const std::string plural = "/" + name + "s";
    if (path == plural || path.starts_with(plural + "/{id}")) return &name;
  }
  return nullptr;
}

void write_operation(JsonWriter& w, const Api& api, const RouteInfo& route) {
  std::string id = text::lower_ascii(route.method);
  for (char c : route.path) id += (c == '/' || c == '{' || c == '}' || c == '.') ? '_' : c;
  w.key(text::lower_ascii(route.method)).begin_object().field("operationId", id);
  w.field("description", "For " + std::string(word_of(route.access)) + ".");
  if (!route.permission.empty()) w.field("x-permission", route.permission);
  write_parameters(w, route.path);
  w.key("responses").begin_object().key("default").begin_object().field("description", "The answer, or an error body.");
  if (const std::string* name = resource_of(api, route.path); name && route.method != "DELETE") {
    w.key("content").begin_object().key("application/json").begin_object().key("schema").begin_object();
    w.field("$ref", "#/components/schemas/" + *name).end_object().end_object().end_object();
  }
  w.end_object().end_object();
  if (route.access == Access::anonymous) w.key("security").begin_array().end_array();
  w.end_object();
}

std::string description(const Api& api, const std::string& version) {
  std::map<std::string, std::vector<const RouteInfo*>> paths;
  for (const RouteInfo& route : api.routes()) paths[route.path].push_back(&route);
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("openapi", "3.1.0").key("info").begin_object().field("title", "Sahay").field("version", version).end_object();
  w.key("servers").begin_array().begin_object().field("url", "/api/v2").end_object().end_array();
  w.key("paths").begin_object();
  for (const auto& [path, routes] : paths) {
    w.key(path).begin_object();
    for (const RouteInfo* route : routes) write_operation(w, api, *route);
    w.end_object();
  }
  w.end_object().key("components").begin_object().key("schemas").begin_object();
  for (const auto& [name, keys] : api.schemas()) {
    w.key(name);
    write_schema(w, keys);
  }
  w.end_object().key("securitySchemes").begin_object();
  w.key("token").begin_object().field("type", "http").field("scheme", "basic").field("description", "email/token:TOKEN").end_object();
  w.key("bearer").begin_object().field("type", "http").field("scheme", "bearer").end_object().end_object().end_object();
  w.key("security").begin_array().begin_object().key("token").begin_array().end_array().end_object();
  w.begin_object().key("bearer").begin_array().end_array().end_object().end_array().end_object();
  return out;
}

}  // namespace

void add_openapi_route(Api& api, std::string version) {
  struct Made {
    std::once_flag once;
    std::string text;
  };
  const auto made = std::make_shared<Made>();
  // When it is first asked for: most processes are never asked, and it takes half a megabyte.
  api.read("GET", "/openapi.json", Access::anonymous, [made, version = std::move(version), &api](Context&, db::Tx&) -> Result<Reply> {
    std::call_once(made->once, [&] { made->text = description(api, version); });
    return Reply::ok(made->text);
  });
}

}  // namespace sahay::api
