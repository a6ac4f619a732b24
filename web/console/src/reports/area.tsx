// Reports: the overview with its figures, the tickets that one number counts, or what customers wrote with their ratings.
import '../styles/reports.css';
import { Comments } from './comments';
import { Overview } from './overview';
import { Tickets } from './tickets';
import { useTexts } from './texts';

export default function ReportsArea({ page, query }: { page: string; query: string }) {
  if (!useTexts()) return null;
  if (page === 'comments') return <Comments query={query} />;
  return page === 'tickets' ? <Tickets key={query} query={query} /> : <Overview query={query} />;
}
