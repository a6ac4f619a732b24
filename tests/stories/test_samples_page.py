"""The page of samples of web/ui (E1): there where a program has test hooks, and in no other."""
import os
import unittest

from rig.api import Api
from rig.server import ROOT, Server


class SamplesPage(unittest.TestCase):
    @unittest.skipUnless(os.path.exists(os.path.join(ROOT, "build", "web", "samples", "index.html")), "build/web/samples is not built")
    def test_it_is_served_by_a_program_with_hooks_and_unknown_to_one_without(self):
        server = Server().start()
        self.addCleanup(server.close)
        answer = Api("127.0.0.1", server.port).get("/dev/ui")
        if server.has_hooks():
            self.assertEqual(answer.status, 200, answer)
            self.assertIn(b"Samples of web/ui", answer.body)
            self.assertIn("default-src 'self'", answer.headers["content-security-policy"])
        else:
            self.assertEqual(answer.status, 404, answer)


if __name__ == "__main__":
    unittest.main()
