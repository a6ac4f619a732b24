// Words of a message, put into what is being written as a quotation with its writer and time; one goes on below it. What is marked
// in the message is quoted, else all of it. An internal note is quoted in a note only: a customer reads the answer.
import type { CommentEntry } from '@sahay/shared/api';
import { comments, markedWords } from '../cases/model';
import { forgetMark } from '../facts/model';
import { language, languageOf } from '../i18n';
import { screen } from '../state/ticket';
import { authorOf } from '../ticket/comment_card';
import { composerMode, editor, write } from '../ticket/composer_state';
import { momentIn, paragraphsOf, quotationOf } from './quotation';
import { focusedComment, wroteIn } from './texts';

export async function quote(chosen?: CommentEntry): Promise<void> {
  const read = screen.peek();
  const found = markedWords();
  const id = chosen?.id ?? found?.comment ?? focusedComment();
  const comment = read && comments(read).find((each) => each.id === id);
  if (!read || !comment) return;
  const words = found?.comment === comment.id ? paragraphsOf(found.words) : comment.html || paragraphsOf(comment.text || comment.attachments.map((file) => file.file_name).join('\n'));
  forgetMark();
  const customer = read.users[read.ticket.requester_id];
  const told = languageOf(read.locale) ?? languageOf(customer?.locale) ?? language.peek();
  const line = await wroteIn(told, momentIn(told, comment.at, customer?.iana_time_zone ?? customer?.time_zone), authorOf(comment.author_id, read).name);
  write(comment.public ? composerMode.peek() : 'note');
  // On a phone the editor comes with the first wish to write; and a browser sets the caret of what gets the focus a little later.
  for (let wait = 0; wait < 40 && (wait < 1 || !editor.peek()); wait += 1) await new Promise((resolve) => setTimeout(resolve, 60));
  if (screen.peek()?.ticket.id === read.ticket.id) editor.peek()?.insertBelow(quotationOf(line, words));
}
