#include <gtest/gtest.h>

#include "platform/text/reply.h"

namespace sahay::text {
namespace {

std::string visible(std::string_view text) { return join_ranges(text, trim_reply(text).visible); }

TEST(TrimReply, attributions_of_many_languages_are_folded) {
  for (const char* line : {"On Mon, 2 Jun 2025 at 10:00, Rina <r@m.example> wrote:", "Le lun. 2 juin 2025 à 10:00, Rina <r@m.example> a écrit :", "Am 02.06.2025 um 10:00 schrieb Rina:",
                           "El 2/6/2025 10:00, Rina <r@m.example> escribió:", "Em seg., 2 de jun. de 2025 às 10:00, Rina <r@m.example> escreveu:", "Il giorno lun 2 giu 2025 alle 10:00 Rina <r@m.example> ha scritto:",
                           "Op ma 2 jun 2025 om 10:00 schreef Rina <r@m.example>:", "W dniu 2.06.2025 o 10:00, Rina pisze:", "Den mån 2 juni 2025 kl 10:00 skrev Rina <r@m.example>:", "man. 2. juni 2025 kl. 10:00 skrev Rina <r@m.example>:",
                           "ma 2. kesäk. 2025 klo 10.00 Rina (r@m.example) kirjoitti:", "po 2. 6. 2025 v 10:00 odesílatel Rina <r@m.example> napsal:", "Rina <r@m.example>, 2 Haz 2025 Pzt, 10:00 tarihinde şunu yazdı:",
                           "пн, 2 черв. 2025 р. о 10:00 Rina <r@m.example> пише:", "在 2025年6月2日，下午2:00，Rina <r@m.example> 写道：", "2025年6月2日(月) 10:00 Rina <r@m.example>:", "2025년 6월 2일 (월) 오전 10:00, Rina <r@m.example>님이 작성:",
                           "في الاثنين، 2 يونيو 2025 10:00 كتب Rina <r@m.example>:", "সোম, ২ জুন, ২০২৫ তারিখে ১০:০০ AM এ Rina <r@m.example> লিখেছেন:", "02.06.2025 10:00, Rina пишет:"}) {
    EXPECT_EQ(visible("Mine.\n\n" + std::string(line) + "\n> theirs\n"), "Mine.") << line;
  }
}

TEST(TrimReply, header_blocks_of_many_languages_end_the_reply) {
  for (const char* block : {"From: A <a@x.example>\nSent: Monday\nTo: B\nSubject: S", "Von: A\nGesendet: Montag\nAn: B\nBetreff: S", "De : A <a@x.example>\nEnvoyé : lundi\nÀ : B\nObjet : S", "De: A\nEnviado: lunes\nPara: B\nAsunto: S",
                            "От: A\nОтправлено: понедельник\nКому: B\nТема: S", "প্রেরক: A\nপাঠানো: সোমবার\nপ্রাপক: B\nবিষয়: S", "发件人: A\n发送时间: 2025\n收件人: B\n主题: S", "*From:* A <a@x.example>\n*Date:* Monday\n*To:* B\n*Subject:* S"}) {
    EXPECT_EQ(visible("Mine.\n\n" + std::string(block) + "\n\nTheirs\n"), "Mine.") << block;
  }
}

TEST(TrimReply, prose_that_looks_like_a_marker_stays) {
  for (const char* text : {"On the other hand, as he wrote, it works.\n\nBye", "From: in prose is fine\nand goes on", "Sent from my desk, is much easier", "Use --\nno", "He wrote:\n\nnothing at all", "Тема: расчёты по договору 17.", "A\n-- first point\n-- second point"}) {
    EXPECT_EQ(visible(text), text);
  }
}

TEST(TrimReply, inline_answers_keep_their_quotations) {
  const std::string text = "Hi,\n\nOn Mon, 2 Jun 2025, Rina <r@m.example> wrote:\n> one?\n\nYes.\n\n> two?\n\nNo.\n";
  EXPECT_NE(visible(text).find("> one?"), std::string::npos);
  EXPECT_NE(visible(text).find("No."), std::string::npos);
}

TEST(TrimReply, an_answer_below_the_quotation_is_shown) { EXPECT_EQ(visible("On Mon, 2 Jun 2025, Rina <r@m.example> wrote:\n> one?\n\nYes.\n"), "Yes."); }

TEST(TrimReply, signatures_are_folded_apart_from_quotations) {
  const std::string text = "Mine.\n\n-- \nRina\n";
  const TrimmedReply r = trim_reply(text);
  EXPECT_EQ(join_ranges(text, r.visible), "Mine.");
  ASSERT_EQ(r.signature.size(), 1u);
  EXPECT_EQ(visible("Mine.\n\nОтправлено с iPhone\n"), "Mine.");
  EXPECT_EQ(visible("Mine.\n\nThanks,\nRina\n"), "Mine.\n\nThanks,\nRina");
}

TEST(TrimReply, nothing_left_means_everything_is_shown) { EXPECT_EQ(visible("> only\n> quoted\n"), "> only\n> quoted"); }

TEST(TrimReply, the_marker_is_recognised_wrapped_and_repunctuated) {
  EXPECT_EQ(visible("Mine.\n\n## Please type your reply above\nthis line ##\nold\n"), "Mine.");
  EXPECT_EQ(visible("Mine.\n> *-#- Please type your reply above this line -#-*\n> old\n"), "Mine.");
}

}  // namespace
}  // namespace sahay::text
