"""The page of samples of web/ui (E1): there where a program has test hooks, and in no other."""
import unittest

from rig.api import Api
from rig.server import Server, Settings

TITLE = b"Samples of web/ui"


class SamplesPage(unittest.TestCase):
    def test_it_is_served_by_a_program_with_hooks_and_unknown_to_one_without(self):
        with open(Settings.binary, "rb") as program:
            carried = TITLE in program.read()
        server = Server().start()
        self.addCleanup(server.close)
        answer = Api("127.0.0.1", server.port).get("/dev/ui")
        if not server.has_hooks():
            self.assertEqual((answer.status, carried), (404, False), answer)
        elif not carried:
            self.skipTest("this program was built before web/samples was")
        else:
            self.assertEqual(answer.status, 200, answer)
            self.assertIn(TITLE, answer.body)
            self.assertIn("default-src 'self'", answer.headers["content-security-policy"])


if __name__ == "__main__":
    unittest.main()
