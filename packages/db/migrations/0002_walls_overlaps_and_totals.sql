-- Row-level security holds for the tables' owner too.
do $$
declare name text;
begin
  for name in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
  loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
-- A person may see his own memberships wherever they are: that is how a sign-in finds its organisation.
create policy own_memberships on membership for select using (user_id = (select app.current_user_id()));
--> statement-breakpoint
-- Schedules go through every organisation; this is the one list that crosses the wall, and it holds ids only.
create function app.organization_ids() returns setof uuid language sql stable security definer set search_path = public
  as $$ select id from organization order by id $$;
--> statement-breakpoint
-- Two counted requests of one employee never overlap, across midnight too.
alter table overtime_request add constraint overtime_request_no_overlap
  exclude using gist (organization_id with =, employee_id with =, tstzrange(starts_at, ends_at) with &&)
  where (status in ('pending', 'approved'));
--> statement-breakpoint
-- What a write changed, for the totals: a trigger, so that no way of writing can forget it.
create function app.append_overtime_delta() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.work_date, old.employee_id, old.department_id, old.project_id, old.kind, old.status, old.minutes)
     is not distinct from (new.work_date, new.employee_id, new.department_id, new.project_id, new.kind, new.status, new.minutes) then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into overtime_delta (organization_id, work_date, employee_id, department_id, project_id, kind, status, minutes, requests)
    values (old.organization_id, old.work_date, old.employee_id, old.department_id, old.project_id, old.kind, old.status, -old.minutes, -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into overtime_delta (organization_id, work_date, employee_id, department_id, project_id, kind, status, minutes, requests)
    values (new.organization_id, new.work_date, new.employee_id, new.department_id, new.project_id, new.kind, new.status, new.minutes, 1);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger overtime_request_delta after insert or update or delete on overtime_request
  for each row execute function app.append_overtime_delta();
--> statement-breakpoint
grant usage on schema public, app to lembur_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to lembur_app;
--> statement-breakpoint
grant usage on all sequences in schema public to lembur_app;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to lembur_app;
--> statement-breakpoint
alter default privileges in schema public grant usage on sequences to lembur_app;
--> statement-breakpoint
-- The audit is appended to; old rows may be cleared by retention, none is ever changed.
revoke update on activity from lembur_app;
