// Result<T>: a value or an Error, for what can happen (bad input, missing rows, conflicts).
// What must not happen (broken disk, broken invariants) is an exception, caught once at the edge.
// Rule of use: return Error from verbs, pass it on with TRY, choose the words for people at the edge.
// Threading: values, no shared state.
#pragma once

#include <cassert>
#include <source_location>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sahay {

// What went wrong, as the edge must answer it. The HTTP status of each stands in platform/api/errors.cc.
enum class ErrorCode {
  bad_request,      // the request cannot be understood (400)
  unauthenticated,  // nobody is signed in (401)
  forbidden,        // signed in, but the right is missing (403)
  not_found,        // missing, or hidden from the caller: both answer alike (404)
  conflict,         // a newer version exists (409)
  too_large,        // body or value above its limit (413)
  invalid,          // understood, but a field is wrong (422)
  too_many,         // rate or budget exceeded (429)
  unavailable,      // try again later (503)
  internal,         // our fault (500)
};

// One wrong field: its wire name, a machine code (BlankValue, InvalidValue, DuplicateValue, ...) and an i18n key
// with its arguments.
struct FieldError {
  std::string field;
  std::string code;
  std::string key;
  std::vector<std::pair<std::string, std::string>> args{};
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string key;                                              // i18n key of the sentence for the reader
  std::string detail{};                                         // for the log only, never shown
  std::vector<FieldError> fields{};                             // which fields, and why
  std::vector<std::pair<std::string, std::string>> args{};      // arguments of the sentence
  std::source_location where = std::source_location::current();
};

// Shorthands for the frequent errors.
inline Error not_found(std::string detail = {}, std::source_location where = std::source_location::current()) {
  return {ErrorCode::not_found, "error.not_found", std::move(detail), {}, {}, where};
}
inline Error forbidden(std::string detail = {}, std::source_location where = std::source_location::current()) {
  return {ErrorCode::forbidden, "error.forbidden", std::move(detail), {}, {}, where};
}
inline Error invalid(std::string field, std::string code, std::string key,
                     std::vector<std::pair<std::string, std::string>> args = {},
                     std::source_location where = std::source_location::current()) {
  Error error{ErrorCode::invalid, "error.invalid", {}, {}, {}, where};
  error.fields.push_back({std::move(field), std::move(code), std::move(key), std::move(args)});
  return error;
}

struct Unit {
  bool operator==(const Unit&) const = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { assert(ok()); return *std::get_if<0>(&state_); }
  const T& value() const& { assert(ok()); return *std::get_if<0>(&state_); }
  T&& value() && { assert(ok()); return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & { assert(!ok()); return *std::get_if<1>(&state_); }
  const Error& error() const& { assert(!ok()); return *std::get_if<1>(&state_); }
  Error&& error() && { assert(!ok()); return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> : public Result<Unit> {
 public:
  Result() : Result<Unit>(Unit{}) {}
  Result(Unit unit) : Result<Unit>(unit) {}
  Result(Error error) : Result<Unit>(std::move(error)) {}
};

}  // namespace sahay

// TRY(expr): the value of a Result, or return its Error from the enclosing function. Not inside coroutines.
#define TRY(...)                                              \
  ({                                                          \
    auto try_result_ = (__VA_ARGS__);                         \
    if (!try_result_.ok()) return std::move(try_result_).error(); \
    std::move(try_result_).value();                           \
  })
