DROP INDEX "overtime_request_by_department";--> statement-breakpoint
CREATE INDEX "overtime_request_rejected" ON "overtime_request" USING btree ("decided_by_id","decided_at") WHERE status = 'rejected';--> statement-breakpoint
CREATE INDEX "overtime_request_by_department" ON "overtime_request" USING btree ("organization_id","department_id","work_date","id","status");
--> statement-breakpoint
-- The next running number of an organisation's year. It is drawn beside the transaction that stores the request: inside it,
-- every writer would wait for the one before to reach the disk. Lost at worst is the number of a request that the server
-- failed to store. The draw need not be flushed: what is stored under the number is written behind it, and flushes both.
create or replace function app.next_number(in_organization uuid, of_kind text, in_year int) returns int language plpgsql as $$
declare
  given int;
begin
  perform set_config('app.organization_id', in_organization::text, true), set_config('synchronous_commit', 'off', true);
  insert into number_counter as counter (organization_id, kind, year, last) values (in_organization, of_kind, in_year, 1)
  on conflict (organization_id, kind, year) do update set last = counter.last + 1
  returning last into given;
  return given;
end $$;
--> statement-breakpoint
-- A change appends both its sides in one statement.
create or replace function app.append_overtime_delta() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into overtime_delta (organization_id, work_date, employee_id, department_id, project_id, kind, status, minutes, requests)
    values (new.organization_id, new.work_date, new.employee_id, new.department_id, new.project_id, new.kind, new.status, new.minutes, 1);
  elsif tg_op = 'DELETE' then
    insert into overtime_delta (organization_id, work_date, employee_id, department_id, project_id, kind, status, minutes, requests)
    values (old.organization_id, old.work_date, old.employee_id, old.department_id, old.project_id, old.kind, old.status, -old.minutes, -1);
  elsif (old.work_date, old.employee_id, old.department_id, old.project_id, old.kind, old.status, old.minutes)
    is distinct from (new.work_date, new.employee_id, new.department_id, new.project_id, new.kind, new.status, new.minutes) then
    insert into overtime_delta (organization_id, work_date, employee_id, department_id, project_id, kind, status, minutes, requests)
    values (old.organization_id, old.work_date, old.employee_id, old.department_id, old.project_id, old.kind, old.status, -old.minutes, -1),
      (new.organization_id, new.work_date, new.employee_id, new.department_id, new.project_id, new.kind, new.status, new.minutes, 1);
  end if;
  return null;
end $$;
