// The articles of the demo: three topics, four sections, eight answers in English, Bengali and Russian.
// Rule of use: seed() once into an empty help centre; the texts are Markdown in seed_articles.cc.
// Threading: inside one Tx.
#pragma once

#include <span>
#include <string_view>

#include "desk/helpcenter/helpcenter.h"

namespace sahay::helpcenter {

struct SeedText {
  std::string_view en, bn, ru;
};
struct SeedArticle {
  int section = 0;  // index in seed_sections()
  bool promoted = false;
  std::string_view label;
  SeedText title, body;
};
struct SeedSection {
  int category = 0;  // index in seed_categories()
  SeedText title;
};
struct SeedCategory {
  SeedText title, description;
};
std::span<const SeedCategory> seed_categories();
std::span<const SeedSection> seed_sections();
std::span<const SeedArticle> seed_articles();

// Does nothing when there is a category already.
Result<void> seed(db::Tx& tx, UserId author);

}  // namespace sahay::helpcenter
