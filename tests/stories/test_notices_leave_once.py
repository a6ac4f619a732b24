"""A notice leaves once (G1): the program is killed (-9) at every step of the exchange with the relay, and started again."""
import time
import unittest

from rig.browse import Reader
from rig.mail_peers import CutSmtp
from rig.server import Server, wait_until

DESK, RINA = "support@sahay.example", "rina{}@meghna.example"
# Where the kill comes -> how often the notice may be there in the end. Before the end of its bytes nobody has it, and it comes
# again; the relay has it when it has read the final dot, whether or not it has answered, and it must not come again.
STEPS = {"CONNECT": (1,), "EHLO": (1,), "RCPT": (1,), "DATA": (1,), "BODY": (0, 1), "DOT": (1,), "ANSWERED": (1,)}


class NoticesLeaveOnce(unittest.TestCase):
    def setUp(self):
        self.relay = CutSmtp()
        self.addCleanup(self.relay.close)
        self.server = Server(config=f'[mail]\naddress = "{DESK}"\n[smtp]\nurl = "smtp+plain://127.0.0.1:{self.relay.port}"\n').start()
        self.addCleanup(self.server.close)
        self.server.add_admin()
        self.hooked = self.server.has_hooks()  # then it has a clock of its own, and runs what is due when it is asked to

    def arrived(self, address: str) -> int:
        with self.relay.lock:
            return sum(address.encode() in data.split(b"\r\n\r\n")[0] for data in self.relay.mails)

    def settle(self, now: str, address: str, wanted: int) -> None:
        """Whatever is due is done, and what would be done twice has had its time."""
        if self.hooked:
            self.server.set_clock(now)
            for _ in range(4):
                self.server.advance_clock(minutes=10)
                self.server.wait_idle()
        else:
            wait_until(lambda: self.arrived(address) >= wanted, 40)
            time.sleep(2)

    def test_a_sign_in_link_is_there_once_wherever_in_the_exchange_the_program_is_killed(self):
        told = "may have left when the program ended"
        for number, (step, wanted) in enumerate(STEPS.items()):
            with self.subTest(step):
                address, now = RINA.format(number), self.server.clock() if self.hooked else ""
                self.relay.at_cut, self.relay.cut_at = self.server.kill, step
                reader = Reader(self.server.port)
                try:
                    reader.open("/signin")
                    reader.submit("/signin", email=address)
                    if self.hooked:
                        self.server.wait_idle()
                except OSError:
                    pass
                wait_until(lambda: self.server.process.poll() is not None, 30)
                self.assertIsNone(self.relay.cut_at, f"no exchange came to {step}")
                self.server.start()
                self.settle(now, address, wanted[0])
                self.assertIn(self.arrived(address), wanted, self.server.log_tail())
                if step in ("DATA", "DOT"):
                    self.assertEqual(told in self.server.log(), step == "DOT")

    def test_a_link_that_the_relay_put_off_comes_again_after_a_kill(self):
        self.relay.cut_at, self.relay.at_cut = "DATA", None
        reader = Reader(self.server.port)
        reader.open("/signin")
        reader.submit("/signin", email=RINA.format(""))
        if self.hooked:
            self.server.wait_idle()
        wait_until(lambda: self.relay.cut_at is None, 30)
        now = self.server.clock() if self.hooked else ""
        self.assertEqual(self.arrived(RINA.format("")), 0)
        self.server.kill()
        self.server.start()
        self.settle(now, RINA.format(""), 1)
        self.assertEqual(self.arrived(RINA.format("")), 1)


if __name__ == "__main__":
    unittest.main()
