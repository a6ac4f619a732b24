"""200 forged mails have no effect; `./dev proof forgeries` sends 2,000."""
import unittest

from forgeries import run


class Forgeries(unittest.TestCase):
    def test_forged_mails_have_no_effect_on_tickets_of_others(self):
        print()
        self.assertEqual(run(200, seed=7), [])


if __name__ == "__main__":
    unittest.main()
