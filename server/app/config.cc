#include "app/config.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "desk/site/schedule.h"
#include "platform/net/cidr.h"

namespace sahay::app {
namespace {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

// Reads described structs out of TOML and collects everything that is wrong.
class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) {}

  template <Described T>
  void read_table(const toml::table& table, const std::string& path, T& out) {
    std::vector<std::string> names;
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      names.emplace_back(member.name);
      if (const toml::node* node = table.get(member.name)) read(*node, joined(path, member.name), out.*member.pointer);
    });
    for (const auto& [key, node] : table) refuse_unknown(std::string(key.str()), node, path, names);
  }

  void complain(const toml::node& node, const std::string& sentence) {
    complaints_ += source_ + ":" + std::to_string(node.source().begin.line) + ": " + sentence + "\n";
  }
  const std::string& complaints() const { return complaints_; }

 private:
  static std::string joined(const std::string& path, const std::string& name) {
    return path.empty() ? name : path + "." + name;
  }

  void refuse_unknown(const std::string& key, const toml::node& node, const std::string& path,
                      const std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), key) != names.end()) return;
    const std::string nearest = nearest_name(key, names);
    std::string known;
    for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
    complain(node,
             (path.empty() ? "there is no section [" + key + "]" : "[" + path + "] has no option \"" + key + "\"") +
                 (nearest.empty() ? " (known: " + known + ")" : ", did you mean \"" + nearest + "\"?"));
  }
  void wrong_type(const toml::node& node, const std::string& path, const char* wanted) {
    complain(node, path + " must be " + wanted);
  }

  void read(const toml::node& node, const std::string& path, std::string& out) {
    if (const auto* text = node.as_string())
      out = text->get();
    else
      wrong_type(node, path, "a text in quotes");
  }
  void read(const toml::node& node, const std::string& path, int& out) {
    const auto* number = node.as_integer();
    if (!number) return wrong_type(node, path, "a whole number");
    if (number->get() < 0 || number->get() > 65535) return complain(node, path + " must be between 0 and 65535");
    out = int(number->get());
  }
  void read(const toml::node& node, const std::string& path, std::vector<std::string>& out) {
    const auto* array = node.as_array();
    if (!array) return wrong_type(node, path, "a list of texts: [\"...\"]");
    out.clear();
    for (const toml::node& item : *array) read(item, path, out.emplace_back());
  }
  template <Described T>
  void read(const toml::node& node, const std::string& path, T& out) {
    if (const auto* table = node.as_table())
      read_table(*table, path, out);
    else
      wrong_type(node, path, ("a section: [" + path + "]").c_str());
  }
  template <Described T>
  void read(const toml::node& node, const std::string& path, std::vector<T>& out) {
    const auto* array = node.as_array();
    if (!array) return wrong_type(node, path, ("a list of sections: [[" + path + "]]").c_str());
    for (const toml::node& item : *array) read(item, path, out.emplace_back());
  }

  const std::string source_;
  std::string complaints_;
};

// "https://shop.example.org", "https://*.example.org", "http://localhost:3000": it becomes a part of a header, so
// nothing else may stand in it.
bool is_origin(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == text.npos || (text.substr(0, scheme) != "https" && text.substr(0, scheme) != "http")) return false;
  const std::string_view host = text.substr(scheme + 3);
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '*';
  };
  return !host.empty() && std::all_of(host.begin(), host.end(), allowed);
}

// Takes the url of a mail server apart; what is wrong with it, or "".
std::string read_mail_url(MailServer& server, const std::string& protocol, int port, int port_of_tls) {
  const std::string wanted = "is no address like \"" + protocol + "s://desk@example.org@mail.example.org:" +
                             std::to_string(port_of_tls) + (protocol == "imap" ? "/INBOX\"" : "\"");
  const std::size_t colon = server.url.find("://");
  if (colon == std::string::npos) return wanted;
  const std::string scheme = server.url.substr(0, colon);
  if (scheme == protocol) server.security = "starttls";
  else if (scheme == protocol + "s") server.security = "tls";
  else if (scheme == protocol + "+plain") server.security = "plain";
  else return "must begin with " + protocol + "://, " + protocol + "s:// or " + protocol + "+plain://";
  std::string rest = server.url.substr(colon + 3);
  if (const std::size_t at = rest.rfind('@'); at != std::string::npos) {
    server.user = rest.substr(0, at);
    rest.erase(0, at + 1);
  }
  if (const std::size_t slash = rest.find('/'); slash != std::string::npos) {
    if (slash + 1 < rest.size()) server.folder = rest.substr(slash + 1);
    rest.resize(slash);
  }
  server.port = server.security == "tls" ? port_of_tls : port;
  const std::size_t last = rest.rfind(':');
  if (last != std::string::npos && rest.find(']', last) == std::string::npos) {
    const auto given = text::to_integer(rest.substr(last + 1));
    if (!given || *given < 1 || *given > 65535) return wanted;
    server.port = int(*given);
    rest.resize(last);
  }
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  server.host = rest;
  return rest.empty() || rest.find(' ') != std::string::npos ? wanted : "";
}

// Complains of what does not fit; the servers of mail learn what their url says.
template <class Complain>
void read_mail_servers(Config& config, const Complain& complain) {
  const auto read = [&](MailServer& server, const std::string& path, const std::string& protocol, int port, int port_of_tls) {
    if (const std::string wrong = read_mail_url(server, protocol, port, port_of_tls); !wrong.empty())
      complain(path, "\"" + server.url + "\" " + wrong);
    else if (!server.user.empty() && server.password_file.empty())
      complain(path, "names the user " + server.user + ", so password_file must name a file");
  };
  if (!config.smtp.url.empty()) read(config.smtp, "smtp.url", "smtp", 587, 465);
  for (std::size_t i = 0; i < config.imap.size(); ++i)
    read(config.imap[i], "imap[" + std::to_string(i) + (config.imap[i].url.empty() ? "]" : "].url"), "imap", 143, 993);
}

// Rules beyond the type; `complain` takes the path and the sentence after it.
template <class Complain>
void check_values(const Config& config, const Complain& complain) {
  const auto one_of = [&](const std::string& path, const std::string& value, std::vector<std::string> allowed) {
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
    std::string list;
    for (const std::string& word : allowed) list += (list.empty() ? "" : ", ") + word;
    complain(path, "\"" + value + "\" is none of: " + list);
  };
  const auto networks = [&](const char* path, const std::vector<std::string>& list) {
    for (const std::string& item : list)
      if (!net::parse_cidr(item)) complain(path, "\"" + item + "\" is no network like \"10.0.0.0/8\"");
  };
  if (const auto listen = parse_listen(config.server.listen); !listen.ok())
    complain("server.listen", listen.error().detail);
  const std::string& url = config.server.public_url;
  if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
    complain("server.public_url", "\"" + url + "\" must begin with http:// or https://");
  networks("server.trusted_proxies", config.server.trusted_proxies);
  if (config.server.certificate.empty() != config.server.key.empty())
    complain("server.certificate", "and server.key are only used together; one of them is missing");
  const std::string& database = config.database.url;
  if (!database.empty() && !database.starts_with("postgres://") && !database.starts_with("postgresql://"))
    complain("database.url", "must begin with postgres:// (or be absent: SQLite in the data folder)");
  if (!site::parse_hours(config.desk.hours))
    complain("desk.hours",
             "\"" + config.desk.hours + "\" is no schedule like \"mon-fri 09:00-18:00; sat 10:00-14:00\"");
  for (const std::string& origin : config.desk.frame_origins)
    if (!is_origin(origin))
      complain("desk.frame_origins", "\"" + origin + "\" is no site like \"https://shop.example.org\"");
  if (config.mail.undo_send_seconds > 30) complain("mail.undo_send_seconds", "must be between 0 and 30");
  networks("mail.trusted_relays", config.mail.trusted_relays);
  one_of("mail.verify_senders", config.mail.verify_senders, {"yes", "no"});
  const std::string& tag = config.mail.subject_tag;
  if (tag.size() > 20 || tag.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != tag.npos)
    complain("mail.subject_tag", "may have up to 20 Latin letters and digits");
  for (std::size_t i = 0; i < config.inbox.size(); ++i)
    if (const std::string& address = config.inbox[i].address; address.find('@') == std::string::npos)
      complain("inbox[" + std::to_string(i) + "].address", "\"" + address + "\" is no e-mail address");
  if (!config.mail.address.empty() && config.mail.address.find('@') == std::string::npos)
    complain("mail.address", "\"" + config.mail.address + "\" is no e-mail address");
  networks("outbound.allow", config.outbound.allow);
  one_of("log.level", config.log.level, {"debug", "info", "warning", "error"});
}

Error wrong_config(std::string complaints) {
  while (complaints.ends_with('\n')) complaints.pop_back();
  return {ErrorCode::invalid, "error.invalid", std::move(complaints)};
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t k = 0; k <= b.size(); ++k) row[k] = k;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t k = 0; k < b.size(); ++k) {
      const std::size_t replaced = diagonal + (a[i] != b[k]);
      diagonal = row[k + 1];
      row[k + 1] = std::min({replaced, row[k] + 1, row[k + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view word, const std::vector<std::string>& names) {
  std::string best;
  std::size_t best_distance = word.size() / 3 + 2;
  for (const std::string& name : names)
    if (const std::size_t d = distance(text::lower_ascii(word.substr(0, 64)), name); d < best_distance) {
      best = name;
      best_distance = d;
    }
  return best;
}

Result<Config> parse_config(std::string_view text, std::string_view source) {
  const toml::parse_result parsed = toml::parse(text, source);
  if (!parsed)
    return wrong_config(std::string(source) + ":" + std::to_string(parsed.error().source().begin.line) + ": " +
                        std::string(parsed.error().description()));
  Config config;
  Reader reader(source);
  const toml::table& root = parsed.table();
  reader.read_table(root, "", config);
  if (reader.complaints().empty()) {
    const auto complain = [&](const std::string& path, const std::string& sentence) {
      const auto node = root.at_path(path);
      reader.complain(node ? *node.node() : static_cast<const toml::node&>(root), path + " " + sentence);
    };
    check_values(config, complain);
    read_mail_servers(config, complain);
  }
  if (!reader.complaints().empty()) return wrong_config(reader.complaints());
  return config;
}

Result<Config> load_config(const std::string& named, const std::string& data_folder) {
  const std::string path = named.empty() ? data_folder + "/sahay.toml" : named;
  std::error_code ignored;
  if (named.empty() && !std::filesystem::exists(path, ignored)) return Config{};
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, ignored)) return wrong_config(path + ": the configuration cannot be read");
  const std::string text(std::istreambuf_iterator<char>(file), {});  // an empty file is a configuration of defaults
  return parse_config(text, path);
}

Result<ListenAddress> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const auto port = colon == text.npos ? std::nullopt : text::to_integer(text.substr(colon + 1));
  std::string_view host = text.substr(0, colon == text.npos ? 0 : colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (!port || *port < 0 || *port > 65535 || host.empty())
    return Error{ErrorCode::invalid, "error.invalid",
                 "\"" + std::string(text) + "\" is no HOST:PORT (\"127.0.0.1:8080\")"};
  return ListenAddress{host == "localhost" ? "127.0.0.1" : std::string(host), int(*port)};
}

std::string site_url(const Config& config, int port) {
  std::string url = config.server.public_url;
  while (url.ends_with('/')) url.pop_back();
  if (!url.empty()) return url;
  const auto listen = parse_listen(config.server.listen);
  std::string host = listen.ok() ? listen->host : "127.0.0.1";
  if (host == "0.0.0.0" || host == "::") host = "localhost";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return (config.server.certificate.empty() ? "http://" : "https://") + host + ":" + std::to_string(port);
}

}  // namespace sahay::app
