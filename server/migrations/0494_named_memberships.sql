-- A membership with the name of its organization, as lists show it.
create view named_memberships as
  select m.*, coalesce(o.name, '') as organization_name from organization_memberships m left join organizations o on o.id = m.organization_id;
