-- Reports take the requests of a period by when they were solved. Only a solution and a reopening touch this index.
create index tickets_solved on tickets(solved_at) where solved_at is not null;
