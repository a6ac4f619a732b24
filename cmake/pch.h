// The precompiled header of every target: standard headers, Describe and JSON values, and of our own what most files use,
// so that it is read once. (That a file may include it is server/FLOORS' matter all the same.) No Asio, no Beast.
#pragma once
#include <algorithm>
#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "platform/api/resource.h"
#include "platform/db/store.h"

// Compiled once, in sahay_pch.cc, and not in each of a thousand files. (The library of GCC does so for strings too, but not
// from C++20 on.)
#define SAHAY_SHARED_TEMPLATES(keyword)                                   \
  keyword template class std::basic_string<char>;                         \
  keyword template class std::vector<std::string>;                        \
  keyword template class std::vector<std::pair<std::string, std::string>>; \
  keyword template class std::vector<long>;                               \
  keyword template class std::vector<sahay::FieldError>;                  \
  keyword template class std::vector<sahay::db::Value>;                   \
  keyword template class std::map<std::string, std::string>;
SAHAY_SHARED_TEMPLATES(extern)
