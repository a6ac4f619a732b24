#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>

#include "app/doctor.h"

namespace sahay::app {
namespace {

using Level = Finding::Level;

// Renewal usually happens 30 days before the end; two weeks before, it has failed.
constexpr int kWarnDays = 14;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

std::unique_ptr<X509, Closer> read_certificate(const std::string& path) {
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "re"));
  return std::unique_ptr<X509, Closer>(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
}

std::unique_ptr<EVP_PKEY, Closer> read_key(const std::string& path) {
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "re"));
  return std::unique_ptr<EVP_PKEY, Closer>(file ? PEM_read_PrivateKey(file.get(), nullptr, nullptr, nullptr) : nullptr);
}

}  // namespace

void check_certificate(const Config& config, Time now, Findings& findings) {
  const std::string& path = config.server.certificate;
  if (path.empty()) {
    const bool outside = !config.server.listen.starts_with("127.") && !config.server.listen.starts_with("localhost") &&
                         !config.server.listen.starts_with("[::1]");
    if (outside && config.server.trusted_proxies.empty())
      findings.push_back(
          {Level::warning, "certificate",
           "none, and the server listens beyond this machine: passwords travel in the clear",
           "set [server] certificate and key, or put a reverse proxy in front and name it in trusted_proxies"});
    return;
  }
  const auto certificate = read_certificate(path);
  const auto key = read_key(config.server.key);
  if (!certificate || !key) {
    findings.push_back({Level::bad, "certificate", (certificate ? config.server.key : path) + " cannot be read as PEM",
                        "check the path, the rights and the format"});
    return;
  }
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    findings.push_back({Level::bad, "certificate", "the key does not belong to the certificate",
                        "set the pair that was issued together"});
    return;
  }
  int days = 0, seconds = 0;
  ASN1_TIME* today = ASN1_TIME_set(nullptr, now.seconds());
  ASN1_TIME_diff(&days, &seconds, today, X509_get0_notAfter(certificate.get()));
  ASN1_TIME_free(today);
  if (days < 0 || seconds < 0)
    findings.push_back({Level::bad, "certificate", "has expired", "renew it and restart"});
  else if (days < kWarnDays)
    findings.push_back(
        {Level::warning, "certificate", "expires in " + std::to_string(days) + " days", "renew it and restart"});
  else
    findings.push_back({Level::good, "certificate", "valid for " + std::to_string(days) + " more days"});
}

}  // namespace sahay::app
