// The checker: reads pages of an own site through the guarded client and names those that lack the card.
#include <deque>
#include <set>
#include <thread>

#include "base/text.h"
#include "desk/reach/reach.h"
#include "desk/reach/reach_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::reach {
namespace {

constexpr std::size_t kLargestPage = 2'000'000;
constexpr auto kPause = std::chrono::milliseconds(50);  // between two pages: a check is no load
constexpr int kMostRedirects = 3;

struct Page {
  std::string url, state, found, detail;  // state: ok, missing, unreachable, skipped (no HTML)
};

struct Read {
  Page page;
  std::vector<std::string> links;
};

// Redirects are followed by hand and within the host only.
Result<http::ClientResponse> fetch(std::string& url, const http::GuardOptions& guard) {
  const std::string origin = origin_of(url);
  for (int hop = 0;; ++hop) {
    http::ClientRequest request;
    request.url = url;
    request.headers.emplace("accept", "text/html");
    request.headers.emplace("user-agent", "Sahay contact card check");
    auto answer = http::fetch(request, guard);
    if (!answer.ok() || answer->status < 300 || answer->status >= 400 || hop == kMostRedirects) return answer;
    std::string next(answer->header("location"));
    if (next.starts_with("/") && !next.starts_with("//")) next = origin + next;
    if (origin_of(next) != origin) return answer;
    url = std::move(next);
  }
}

Read read_one(std::string url, std::string_view desk_url, const http::GuardOptions& guard) {
  Read out;
  out.page.url = url;
  const auto answer = fetch(url, guard);
  if (!answer.ok() || answer->status >= 300) {
    out.page.state = "unreachable";
    out.page.detail = answer.ok() ? "HTTP " + std::to_string(answer->status) : answer.error().key;
    return out;
  }
  if (!text::lower_ascii(answer->header("content-type")).starts_with("text/html")) {
    out.page.state = "skipped";
    return out;
  }
  PageFound found = read_page(answer->body, url, desk_url);
  const bool complete = found.complete() || !api::rule_in_force("B8");
  out.page.state = complete ? "ok" : "missing";
  for (const auto& [name, there] : {std::pair("widget", found.widget), std::pair("card", found.card), std::pair("link", found.link)})
    if (there) out.page.found += (out.page.found.empty() ? "" : " ") + std::string(name);
  out.links = std::move(found.links);
  return out;
}

std::vector<Page> crawl(const Site& site, std::string_view desk_url, const http::GuardOptions& guard) {
  std::deque<std::string> waiting{site.url};
  std::set<std::string> seen{site.url};
  std::vector<Page> out;
  int read = 0;
  while (!waiting.empty() && read < site.most_pages) {
    Read one = read_one(std::move(waiting.front()), desk_url, guard);
    waiting.pop_front();
    ++read;
    if (one.page.state != "skipped") out.push_back(std::move(one.page));
    for (std::string& link : one.links)
      if (seen.size() < 500 && seen.insert(link).second) waiting.push_back(std::move(link));
    if (!waiting.empty()) std::this_thread::sleep_for(kPause);
  }
  return out;
}

}  // namespace

Result<void> Card::check_site(db::Store& store, const jobs::Job& job) {
  const auto id = text::to_integer(job.key).value_or(0);
  const auto site = store.read([&](db::Tx& tx) { return tx.one<Site>(sql::reach::site, id); });
  if (!site) return {};
  http::GuardOptions guard = guard_;
  guard.most_bytes = kLargestPage;
  const auto pages = crawl(*site, desk_url_, guard);
  std::int64_t missing = 0, reached = 0;
  for (const Page& page : pages) missing += page.state == "missing", reached += page.state != "unreachable";
  const char* state = reached == 0 ? "unreachable" : missing ? "missing" : "ok";
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    if (!tx.one<Site>(sql::reach::site, id)) return {};  // taken away meanwhile
    tx.execute(sql::reach::forget_pages, id);
    for (const Page& page : pages) tx.execute(sql::reach::insert_page, tx.new_id("contact_pages"), id, page.url, page.state, page.found, page.detail, tx.now());
    tx.execute(sql::reach::save_site_state, id, state, std::to_string(missing) + "/" + std::to_string(reached), tx.now());
    return {};
  });
}

}  // namespace sahay::reach
