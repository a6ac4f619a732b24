// Freed<f>: the deleter of an object that a C library hands out and takes back by f.
// Rule of use: using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
// Threading: none of its own.
#pragma once

namespace sahay {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const { Free(object); }
};

}  // namespace sahay
