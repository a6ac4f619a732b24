"""A test of the tests: with its rule switched off (--without-rule), each story of the conduct fails."""
import unittest

import test_articles
import test_bot_conduct
import test_client_companies
import test_contact_card
import test_contact_persons
import test_did_this_solve_it
import test_escalation
import test_expected_time
import test_facts
import test_group_deadlines
import test_guided_report
import test_human_face
import test_intake
import test_known_facts
import test_mood
import test_no_selling_to_the_angry
import test_one_owner
import test_plain_language
import test_priority_classes
import test_procedures
import test_promises
import test_second_step
import test_split_sheet
import test_triage
import test_updates
import test_word_within_a_day

STORIES = {
    "A1": test_intake.Intake,
    "A2": test_priority_classes.PriorityClasses,
    "A3": test_split_sheet.SplitSheet,
    "A4": test_facts.Facts,
    "A7": test_escalation.Escalation,
    "C5": test_human_face.HumanFace,
    "C9": test_mood.Mood,
    "C12": test_no_selling_to_the_angry.NoSellingToTheAngry,
    "D6": test_one_owner.OneOwner,
    "E6": test_second_step.SecondStep,
    "D9": test_did_this_solve_it.DidThisSolveIt,
    "A5": test_procedures.Procedures,
    "A6": test_updates.Updates,
    "B4": test_articles.Articles,
    "B8": test_contact_card.ContactCard,
    "C1": test_promises.Promises,
    "C2": test_expected_time.ExpectedTime,
    "C3": test_word_within_a_day.WordWithinADay,
    "C6": test_plain_language.PlainLanguage,
    "C11": test_bot_conduct.BotConduct,
    "C7": test_known_facts.KnownFacts,
    "D1": test_client_companies.ClientCompanies,
    "D2": test_contact_persons.ContactPersons,
    "D4": test_guided_report.GuidedReport,
    "D5": test_triage.Triage,
    test_group_deadlines.RULE: test_group_deadlines.GroupDeadlines,
}


class RulesOff(unittest.TestCase):
    def story_fails_without(self, code):
        story = type(f"Without{code}", (STORIES[code],), {"without": (code,)})
        result = unittest.TestResult()
        result.failfast = True
        unittest.defaultTestLoader.loadTestsFromTestCase(story).run(result)
        if result.skipped and not result.failures and not result.errors:
            self.skipTest(result.skipped[0][1])
        self.assertTrue(result.failures or result.errors, f"nobody notices that {code} is switched off")
        never_ran = [trace for _, trace in result.errors if "the server ended with" in trace or "not ready after" in trace]
        self.assertEqual(never_ran, [], "a program that does not start shows nothing")

    def test_the_time_of_a_group_is_missed_without_its_rule(self):
        self.story_fails_without(test_group_deadlines.RULE)

    def test_kind_and_product_are_lost_without_a1(self):
        self.story_fails_without("A1")

    def test_classes_are_missed_without_a2(self):
        self.story_fails_without("A2")

    def test_the_people_of_a_company_are_missed_without_d1(self):
        self.story_fails_without("D1")

    def test_reporters_are_missed_without_d2(self):
        self.story_fails_without("D2")

    def test_answers_are_lost_between_requests_without_a3(self):
        self.story_fails_without("A3")

    def test_facts_are_missed_without_a4(self):
        self.story_fails_without("A4")

    def test_procedures_are_missed_without_a5(self):
        self.story_fails_without("A5")

    def test_asking_again_passes_without_c7(self):
        self.story_fails_without("C7")

    def test_updates_are_missed_without_a6(self):
        self.story_fails_without("A6")

    def test_stale_articles_are_missed_without_b4(self):
        self.story_fails_without("B4")

    def test_the_contact_card_is_missed_without_b8(self):
        self.story_fails_without("B8")

    def test_the_bot_talks_into_conversations_without_c11(self):
        self.story_fails_without("C11")

    def test_promises_are_missed_without_c1(self):
        self.story_fails_without("C1")

    def test_expected_times_are_missed_without_c2(self):
        self.story_fails_without("C2")

    def test_the_word_within_a_day_is_missed_without_c3(self):
        self.story_fails_without("C3")

    def test_office_language_passes_without_c6(self):
        self.story_fails_without("C6")

    def test_packets_are_not_asked_for_without_a7(self):
        self.story_fails_without("A7")

    def test_answers_have_no_face_without_c5(self):
        self.story_fails_without("C5")

    def test_guided_reports_are_missed_without_d4(self):
        self.story_fails_without("D4")

    def test_the_angry_are_not_noticed_without_c9(self):
        self.story_fails_without("C9")

    def test_the_angry_are_sold_to_without_c12(self):
        self.story_fails_without("C12")

    def test_owners_change_in_silence_without_d6(self):
        self.story_fails_without("D6")

    def test_nobody_is_asked_without_d9(self):
        self.story_fails_without("D9")

    def test_a_password_alone_opens_without_e6(self):
        self.story_fails_without("E6")

    def test_the_first_decision_is_missed_without_d5(self):
        self.story_fails_without("D5")


if __name__ == "__main__":
    unittest.main()
