-- Lists in an order that their reader chose: by the next deadline, and by priority. What has no deadline counts as the latest.
create index tickets_due on tickets((coalesce(next_due_at, 9223372036854775807)), id, status_rank) where deleted_at is null;
create index tickets_priority on tickets(priority_rank, id, status_rank) where deleted_at is null;
