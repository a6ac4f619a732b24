// Reports: the overview with its figures, or the tickets that one number counts.
import '../styles/reports.css';
import { Overview } from './overview';
import { Tickets } from './tickets';
import { useTexts } from './texts';

export default function ReportsArea({ page, query }: { page: string; query: string }) {
  if (!useTexts()) return null;
  return page === 'tickets' ? <Tickets key={query} query={query} /> : <Overview query={query} />;
}
