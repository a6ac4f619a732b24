"""TLS of our own: a new certificate is taken without a restart, a broken one leaves the old in use."""
import shutil
import signal
import ssl
import subprocess
import tempfile
import unittest

from rig.server import Server, wait_until


def made_certificate(folder: str, name: str) -> str:
    """Key and certificate as NAME.key and NAME.pem; answers the certificate as a server shows it."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem"],
                   check=True, capture_output=True)
    with open(f"{folder}/{name}.pem", encoding="ascii") as file:
        return file.read()


class TlsServer(Server):
    def wait_ready(self, seconds: float) -> None:
        if not wait_until(self.shown, seconds):
            raise RuntimeError(f"not ready after {seconds} s:\n{self.log_tail()}")

    def shown(self) -> str:
        """The certificate that a new connection gets; "" when there is none."""
        try:
            return ssl.get_server_certificate(("127.0.0.1", self.port), timeout=5)
        except OSError:
            return ""


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class Certificate(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sahay-tls-")
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.old, self.new = made_certificate(self.folder, "old"), made_certificate(self.folder, "new")
        self.use("old.pem", "old.key")
        self.server = TlsServer(config=f'[server]\ncertificate = "{self.folder}/now.pem"\nkey = "{self.folder}/now.key"\n')
        self.addCleanup(self.server.close)
        self.server.start()

    def use(self, certificate: str, key: str) -> None:
        shutil.copy(f"{self.folder}/{certificate}", f"{self.folder}/now.pem")
        shutil.copy(f"{self.folder}/{key}", f"{self.folder}/now.key")

    def test_a_signal_reads_the_certificate_anew(self):
        self.assertEqual(self.server.shown(), self.old)
        self.use("new.pem", "new.key")
        self.server.process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_until(lambda: self.server.shown() == self.new), self.server.log_tail())

    def test_a_key_that_does_not_fit_leaves_the_old_certificate_and_says_so(self):
        self.use("new.pem", "old.key")
        self.server.process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_until(lambda: "the certificate stays as it was" in self.server.log()), self.server.log_tail())
        self.assertEqual(self.server.shown(), self.old)


if __name__ == "__main__":
    unittest.main()
