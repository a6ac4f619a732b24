#include "platform/mailauth/canonical.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/text.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kMostFields = 1000;
constexpr std::size_t kPiece = 16'384;

bool blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

RawMessage split_message(std::string_view bytes) {
  RawMessage out;
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t end = bytes.find('\n', at);
    if (end == bytes.npos) end = bytes.size();
    std::string_view line = bytes.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t next = std::min(end + 1, bytes.size());
    if (line.empty()) {
      out.body = bytes.substr(next);
      return out;
    }
    const std::size_t line_end = at + line.size();
    if (blank(line.front()) && !out.fields.empty()) {
      const auto begin = std::size_t(out.fields.back().raw.data() - bytes.data());
      out.fields.back().raw = bytes.substr(begin, line_end - begin);
    } else if (const auto colon = line.find(':'); colon != line.npos && out.fields.size() < kMostFields) {
      std::string_view name = line.substr(0, colon);
      while (!name.empty() && blank(name.back())) name.remove_suffix(1);
      out.fields.push_back({name, line});
    }
    at = next;
  }
  return out;
}

std::string canonical_field(std::string_view raw, Form form) {
  std::string out;
  out.reserve(raw.size() + 2);
  if (form == Form::simple) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) out += '\r';
      out += raw[i];
    }
    return out += "\r\n";
  }
  const auto colon = raw.find(':');
  std::string_view name = raw.substr(0, colon);
  while (!name.empty() && blank(name.back())) name.remove_suffix(1);
  out = text::lower_ascii(name) + ":";
  const std::size_t head = out.size();
  bool pending = false;
  for (const char c : raw.substr(colon == raw.npos ? raw.size() : colon + 1)) {
    if (c == '\r' || c == '\n') continue;
    if (blank(c)) {
      pending = true;
      continue;
    }
    if (pending && out.size() > head) out += ' ';
    pending = false;
    out += c;
  }
  return out += "\r\n";
}

struct BodyHash::Digest {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~Digest() { EVP_MD_CTX_free(context); }
};

BodyHash::BodyHash(Form form, std::uint64_t most) : digest_(std::make_unique<Digest>()), form_(form), most_(most) {
  EVP_DigestInit_ex(digest_->context, EVP_sha256(), nullptr);
  out_.reserve(kPiece + 64);
}
BodyHash::~BodyHash() = default;

void BodyHash::put(std::string_view bytes) {
  out_ += bytes;
  if (out_.size() < kPiece) return;
  const std::uint64_t room = most_ > length_ ? most_ - length_ : 0;
  EVP_DigestUpdate(digest_->context, out_.data(), std::min<std::uint64_t>(room, out_.size()));
  length_ += out_.size();
  out_.clear();
}

void BodyHash::line_end() {
  if (form_ == Form::relaxed) blank_ = false;  // blanks at the end of a line are dropped
  if (line_empty_)
    ++empty_lines_;
  else
    put("\r\n");
  line_empty_ = true;
}

void BodyHash::feed(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const char c = bytes[at];
    if (c == '\n') {
      carriage_ = false;
      line_end();
      ++at;
      continue;
    }
    if (c == '\r' && !carriage_) {
      carriage_ = true;  // part of a line end, if LF follows
      ++at;
      continue;
    }
    if (form_ == Form::relaxed && blank(c) && !carriage_) {
      blank_ = true;
      ++at;
      continue;
    }
    for (; empty_lines_ > 0; --empty_lines_) put("\r\n");
    if (blank_) put(" ");
    blank_ = false;
    line_empty_ = false;
    if (carriage_) {
      put("\r");
      carriage_ = false;
      continue;
    }
    std::size_t end = at + 1;
    while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r' &&
           !(form_ == Form::relaxed && blank(bytes[end])))
      ++end;
    put(bytes.substr(at, end - at));
    at = end;
  }
}

std::string BodyHash::finish() {
  if (carriage_) {  // a lone CR at the very end
    for (; empty_lines_ > 0; --empty_lines_) put("\r\n");
    put("\r");
    line_empty_ = false;
    carriage_ = false;
  }
  if (!line_empty_) line_end();
  // An empty body is one empty line in the simple form and nothing in the relaxed one (RFC 6376 3.4.3, 3.4.4).
  if (form_ == Form::simple && length_ == 0 && out_.empty()) put("\r\n");
  const std::uint64_t room = most_ > length_ ? most_ - length_ : 0;
  EVP_DigestUpdate(digest_->context, out_.data(), std::min<std::uint64_t>(room, out_.size()));
  length_ += out_.size();
  out_.clear();
  std::string hash(32, '\0');
  unsigned int size = 0;
  EVP_DigestFinal_ex(digest_->context, reinterpret_cast<unsigned char*>(hash.data()), &size);
  return hash;
}

}  // namespace sahay::mailauth
