// Rows of one PostgreSQL answer in text format behind the Cursor of row.h.
// Threading: as Cursor.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/db/row.h"

struct pg_result;

namespace sahay::db {

class PostgresCursor final : public Cursor {
 public:
  using Result = std::unique_ptr<pg_result, void (*)(pg_result*)>;
  explicit PostgresCursor(Result result);

  bool next() override;
  int columns() const override;
  std::string_view column_name(int column) const override;
  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::int64_t changed() const override;

 private:
  std::string_view raw(int column) const;

  Result result_;
  int row_ = -1;
  int rows_ = 0;
  mutable std::vector<std::string> bytes_;  // blobs of this row, decoded, by column
};

}  // namespace sahay::db
