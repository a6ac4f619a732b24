// What a case keeps apart: answers stay with their customer, notes that became requests stay inside.
#include "desk/tickets/case_words.h"

#include "base/text.h"
#include "desk/tickets/completing.h"
#include "desk/tickets/testing/tickets_desk.h"
#include "desk/tickets/ticket_case.h"

namespace sahay::tickets {
namespace {

constexpr char kSecret[] = "Nadia pays late, ask for the money first.";

class CaseWordsTest : public TicketsDesk {
 protected:
  ~CaseWordsTest() override { complete = nullptr; }

  // One part of Rina's request with the whole of this comment.
  Ticket part_of(const Ticket& original, const Comment& comment, std::string subject) {
    NewTicket wanted;
    wanted.subject = std::move(subject);
    SplitOrder order{.ticket = original.id, .comment = comment.id};
    order.parts.push_back({.ticket = std::move(wanted), .passages = {{0, std::int64_t(text::length(comment.text)), comment.id}}});
    return write([&](db::Tx& tx) { return split(tx, {cast.sara}, order); })->made.front();
  }
  Comment note_on(const Ticket& ticket) {
    EXPECT_TRUE(change(cast.sara, ticket.id, reply(kSecret, false)).ok());
    return comments_of(ticket.id).back();
  }
  Ticket of_boris_in_the_case_of(const Ticket& part) {
    const Ticket other = try_create(cast.boris, about("Pump", "The pump of Boris leaks since Monday."))->ticket;
    const auto together = write([&](db::Tx& tx) {
      const Case found = *find_case(tx, part.case_id);
      std::vector<std::int64_t> members = found.ticket_ids;
      members.push_back(other.id.value);
      return set_case_tickets(tx, {cast.sara}, found, members);
    });
    EXPECT_TRUE(together.ok());
    return stored(other.id);
  }
  static std::string number_of(const Ticket& ticket) { return "#" + std::to_string(ticket.id.value); }
};

TEST_F(CaseWordsTest, an_answer_never_goes_to_the_request_of_another_customer) {
  const Ticket lead = make();
  const Ticket part = part_of(lead, comments_of(lead.id).front(), "Drill");
  const Ticket other = of_boris_in_the_case_of(part);
  for (const std::string& words_of_rina : {number_of(other) + ": where is my money?", std::string("> The pump of Boris leaks since Monday.\nNot mine.")}) {
    ASSERT_TRUE(hear(lead.id, words(words_of_rina)).ok());
    EXPECT_EQ(comments_of(other.id).size(), 1) << words_of_rina;
    EXPECT_EQ(comments_of(lead.id).back().text, words_of_rina);
  }
  const Comment kept = comments_of(lead.id).back();
  const auto moved = write([&](db::Tx& tx) { return assign_word(tx, {cast.sara}, kept.id, other.id); });
  EXPECT_FALSE(moved.ok()) << "by hand neither";
  EXPECT_EQ(comments_of(other.id).size(), 1);
  EXPECT_TRUE(write([&](db::Tx& tx) { return assign_word(tx, {cast.sara}, kept.id, part.id); }).ok());
}

TEST_F(CaseWordsTest, a_note_that_became_a_request_hears_no_customer_and_shows_none_of_its_words) {
  const Ticket lead = make();
  const Ticket part = part_of(lead, note_on(lead), "");
  ASSERT_FALSE(part.is_public);
  EXPECT_EQ(part.subject, lead.subject) << "customers read subjects";
  ASSERT_TRUE(hear(lead.id, words(number_of(part) + ": what is that?")).ok());
  EXPECT_EQ(comments_of(part.id).size(), 1);
  ASSERT_TRUE(change(cast.sara, part.id, reply("The valve is on its way.")).ok());
  EXPECT_TRUE(stored(part.id).is_public);
  EXPECT_EQ(stored(part.id).description, "The valve is on its way.") << "it begins with its first public word";
  ASSERT_TRUE(change(cast.sara, part.id, reply("It arrives on Friday.")).ok());
  EXPECT_EQ(stored(part.id).description, "The valve is on its way.");
}

TEST_F(CaseWordsTest, contact_persons_are_asked_about_what_came_in_and_neither_about_notes_nor_about_parts) {
  int asked = 0;
  complete = [&](db::Tx&, const Actor&, Ticket&) { ++asked; };
  const Ticket lead = try_create(cast.nadia, about("Drill"))->ticket;
  ASSERT_TRUE(lead.organization_id);
  EXPECT_EQ(asked, 1);
  part_of(lead, comments_of(lead.id).front(), "Part");
  EXPECT_EQ(asked, 1) << "a part was announced with the whole";
  NewTicket inside = about("Inside", kSecret);
  inside.requester = cast.nadia;
  inside.comment.is_public = false;
  ASSERT_TRUE(try_create(cast.sara, std::move(inside)).ok());
  EXPECT_EQ(asked, 1) << "a note";
}

}  // namespace
}  // namespace sahay::tickets
