#include "platform/files/sealed_box.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "base/text.h"

namespace sahay::files {
namespace {

constexpr std::size_t kKeyBytes = 32, kNonceBytes = 12, kTagBytes = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};

const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* bytes_of(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

Error broken(const std::string& path, const std::string& why) {
  return {ErrorCode::unavailable, "error.unavailable", "the key file " + path + ": " + why};
}

std::string random_key() { return text::from_base64(text::random_token(kKeyBytes)).value_or(""); }

Result<std::string> read_key(int descriptor, const std::string& path) {
  std::string key(kKeyBytes + 1, '\0');
  const auto count = ::read(descriptor, key.data(), key.size());
  ::close(descriptor);
  if (count != ssize_t(kKeyBytes)) return broken(path, "it does not hold 32 bytes");
  key.resize(kKeyBytes);
  return key;
}

Result<void> write_whole(int descriptor, const std::string& path, const std::string& folder, const std::string& key) {
  const bool written = ::write(descriptor, key.data(), key.size()) == ssize_t(key.size()) && ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!written) return broken(path, std::strerror(error));
  const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0 || ::fsync(dir) != 0) return broken(path, std::strerror(errno));
  ::close(dir);
  return {};
}

}  // namespace

Result<SealedBox> SealedBox::open_key(const std::string& path) {
  if (path.empty()) return SealedBox(random_key());
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) return SealedBox(TRY(read_key(descriptor, path)));
  if (errno != ENOENT) return broken(path, std::strerror(errno));
  // Written under another name first: whoever opens it sees all of it or nothing.
  const std::string made = path + ".new." + text::random_token(6);
  descriptor = ::open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return broken(made, std::strerror(errno));
  const auto slash = path.rfind('/');
  const std::string folder = slash == path.npos ? "." : path.substr(0, slash);
  TRY(write_whole(descriptor, made, folder, random_key()));
  // Two processes at their first start: the one that links first wins, and both read its key.
  const bool linked = ::link(made.c_str(), path.c_str()) == 0 || errno == EEXIST;
  const int error = errno;
  ::unlink(made.c_str());
  if (!linked) return broken(path, std::strerror(error));
  descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return broken(path, std::strerror(errno));
  return SealedBox(TRY(read_key(descriptor, path)));
}

std::string SealedBox::seal(const Secret& plain, std::string_view about) const {
  std::string out = text::from_base64(text::random_token(kNonceBytes)).value_or("");
  const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> cipher(EVP_CIPHER_CTX_new());
  const std::string& in = plain.reveal();
  std::string body(in.size() + 16, '\0'), tag(kTagBytes, '\0');
  int count = 0, more = 0;
  const bool done =
      cipher &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(std::string_view(key_.reveal())), bytes_of(std::string_view(out))) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &more, bytes_of(about), int(about.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), bytes_of(body), &count, bytes_of(std::string_view(in)), int(in.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), bytes_of(body) + count, &more) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, int(kTagBytes), tag.data()) == 1;
  if (!done) throw std::runtime_error("a secret could not be sealed");
  body.resize(std::size_t(count + more));
  return text::to_base64url(out + body + tag);
}

Result<Secret> SealedBox::open(std::string_view sealed, std::string_view about) const {
  const Error refused{ErrorCode::forbidden, "error.forbidden", "sealed with another key"};
  const auto raw = text::from_base64(sealed);
  if (!raw || raw->size() < kNonceBytes + kTagBytes) return refused;
  const std::string_view nonce = std::string_view(*raw).substr(0, kNonceBytes);
  const std::string_view body = std::string_view(*raw).substr(kNonceBytes, raw->size() - kNonceBytes - kTagBytes);
  std::string tag = raw->substr(raw->size() - kTagBytes);
  const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> cipher(EVP_CIPHER_CTX_new());
  std::string out(body.size() + 16, '\0');
  int count = 0, more = 0;
  const bool done =
      cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(std::string_view(key_.reveal())), bytes_of(nonce)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &more, bytes_of(about), int(about.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), bytes_of(out), &count, bytes_of(body), int(body.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, int(kTagBytes), tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), bytes_of(out) + count, &more) == 1;
  if (!done) return refused;
  out.resize(std::size_t(count + more));
  return Secret(std::move(out));
}

}  // namespace sahay::files
