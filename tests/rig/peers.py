"""A real Postfix and a real Dovecot of Debian, each with its own folder and ports, started as root and ended with the test.

Postfix: takes mail by SMTP on loopback; hands the desk's domain to an LMTP port, one domain to Dovecot, and keeps the
customers' domain in maildirs. Dovecot: IMAP with IDLE, POP3, and LMTP for Postfix.
"""
import email
import email.policy
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

from rig.server import free_port, wait_until

DESK_DOMAIN = "sahay.example"
IMAP_DOMAIN = "imap.example"
CUSTOMER_DOMAIN = "customer.example"
CUSTOMERS = ("rina", "karim", "eve")


def lacking() -> str:
    """Why the peers cannot run here, or nothing."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("/usr/sbin/postfix", "/usr/sbin/dovecot"):
        if not os.path.exists(program):
            return f"needs {program}"
    return ""


def port_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Postfix:
    # Domains whose mail is taken and comes back.
    RETURNS = {"gone.example": "5.1.1 nobody here of that name", "full.example": "5.2.2 the mailbox is full"}

    def __init__(self, desk_lmtp_port: int, dovecot_lmtp_port: int = 0):
        self.folder = tempfile.mkdtemp(prefix="sahay-postfix-")
        os.chmod(self.folder, 0o755)
        self.port = free_port()
        self.config = os.path.join(self.folder, "etc")
        self.mail = os.path.join(self.folder, "mail")
        for name in ("etc", "queue", "data", "mail"):
            os.mkdir(os.path.join(self.folder, name))
        shutil.chown(os.path.join(self.folder, "data"), "postfix")
        shutil.chown(self.mail, "nobody")
        transports = [f"{DESK_DOMAIN} = lmtp:inet:[127.0.0.1]:{desk_lmtp_port}"]
        if dovecot_lmtp_port:
            transports.append(f"{IMAP_DOMAIN} = lmtp:inet:[127.0.0.1]:{dovecot_lmtp_port}")
        transports += [f"{domain} = error:{reason}" for domain, reason in self.RETURNS.items()]
        nobody = pwd.getpwnam("nobody")
        settings = {
            "compatibility_level": "3.6", "myhostname": "mta.example", "mydestination": "", "inet_protocols": "ipv4",
            "queue_directory": f"{self.folder}/queue", "data_directory": f"{self.folder}/data",
            "daemon_directory": "/usr/lib/postfix/sbin", "command_directory": "/usr/sbin",
            "shlib_directory": "/usr/lib/postfix", "meta_directory": "/etc/postfix",
            "maillog_file": f"{self.folder}/log", "maillog_file_prefixes": "/tmp, /var, /dev, " + self.folder,
            "inet_interfaces": "127.0.0.1", "mynetworks": "127.0.0.0/8", "alias_maps": "", "alias_database": "",
            "smtpd_relay_restrictions": "permit_mynetworks, reject", "smtpd_reject_unlisted_recipient": "no", "smtp_dns_support_level": "disabled",
            "relay_domains": f"{DESK_DOMAIN}, {IMAP_DOMAIN}",
            "transport_maps": "inline:{ " + ", ".join("{ %s }" % line for line in transports) + " }",
            "virtual_mailbox_domains": CUSTOMER_DOMAIN, "virtual_mailbox_base": self.mail,
            "virtual_mailbox_maps": "inline:{ " + ", ".join(
                "{ %s@%s = %s/ }" % (person, CUSTOMER_DOMAIN, person) for person in CUSTOMERS) + " }",
            "virtual_minimum_uid": "1", "virtual_uid_maps": f"static:{nobody.pw_uid}",
            "virtual_gid_maps": f"static:{nobody.pw_gid}", "default_transport": "error:no way out of this test",
            "minimal_backoff_time": "1s", "maximal_backoff_time": "2s", "queue_run_delay": "1s",
            "smtputf8_enable": "yes", "biff": "no", "append_dot_mydomain": "no",
        }
        with open(os.path.join(self.config, "main.cf"), "w", encoding="ascii") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        with open(os.path.join(self.config, "master.cf"), "w", encoding="ascii") as file:
            file.write(self._services())
        self._run("start")
        if not wait_until(lambda: port_open(self.port), 20):
            raise RuntimeError("Postfix does not answer:\n" + self.log_tail())

    def _services(self) -> str:
        unix = ["cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr", "rewrite unix - - n - - trivial-rewrite",
                "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
                "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush", "proxymap unix - - n - - proxymap",
                "smtp unix - - n - - smtp", "relay unix - - n - - smtp", "error unix - - n - - error",
                "retry unix - - n - - error", "discard unix - - n - - discard", "virtual unix - n n - - virtual",
                "lmtp unix - - n - - lmtp", "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache",
                "pickup unix n - n 60 1 pickup", "tlsmgr unix - - n 1000? 1 tlsmgr",
                "showq unix n - n - - showq", "postlog unix-dgram n - n - 1 postlogd"]
        return f"127.0.0.1:{self.port} inet n - n - - smtpd\n" + "\n".join(unix) + "\n"

    def _run(self, verb: str) -> None:
        done = subprocess.run(["postfix", "-c", self.config, verb], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"postfix {verb}: {done.stderr}{self.log_tail()}")

    def log_tail(self) -> str:
        path = os.path.join(self.folder, "log")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-20:])

    def letters_of(self, person: str) -> list[email.message.EmailMessage]:
        """What lies in a customer's mailbox, oldest first."""
        paths = sorted(glob.glob(os.path.join(self.mail, person, "new", "*")), key=os.path.getmtime)
        found = []
        for path in paths:
            with open(path, "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return found

    def close(self) -> None:
        subprocess.run(["postfix", "-c", self.config, "stop"], capture_output=True)
        wait_until(lambda: not port_open(self.port), 10)
        shutil.rmtree(self.folder, ignore_errors=True)


class Dovecot:
    password = "a-password-of-the-test"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="sahay-dovecot-")
        os.chmod(self.folder, 0o755)
        self.imap_port, self.lmtp_port, self.pop3_port = free_port(), free_port(), free_port()
        mail = os.path.join(self.folder, "mail")
        os.mkdir(mail)
        shutil.chown(mail, "mail", "mail")
        self.config = os.path.join(self.folder, "dovecot.conf")
        with open(self.config, "w", encoding="ascii") as file:
            file.write(f"""
base_dir = {self.folder}/run
log_path = {self.folder}/log
protocols = imap pop3 lmtp
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{mail}/%n
passdb {{
  driver = static
  args = password={self.password}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={mail}/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {self.imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    address = 127.0.0.1
    port = {self.pop3_port}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {self.lmtp_port}
  }}
}}
""")
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(["dovecot", "-F", "-c", self.config], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        if not wait_until(lambda: port_open(self.imap_port) and port_open(self.lmtp_port), 20):
            raise RuntimeError("Dovecot does not answer:\n" + self.log_tail())

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        wait_until(lambda: not port_open(self.imap_port), 10)

    def renumber(self, user: str) -> None:
        """While stopped: the mailbox forgets its numbers, so that it comes back with another UIDVALIDITY."""
        for pattern in ("dovecot-uidlist*", "dovecot-uidvalidity*", "dovecot.index*", "dovecot.list.index*"):
            for path in glob.glob(os.path.join(self.folder, "mail", user, pattern)):
                os.unlink(path)

    def log_tail(self) -> str:
        path = os.path.join(self.folder, "log")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-20:])

    def password_file(self) -> str:
        path = os.path.join(self.folder, "password")
        with open(path, "w", encoding="ascii") as file:
            file.write(self.password + "\n")
        os.chmod(path, 0o600)
        return path

    def close(self) -> None:
        self.stop()
        time.sleep(0.1)
        shutil.rmtree(self.folder, ignore_errors=True)
