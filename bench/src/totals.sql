-- The totals of all seeded rows, as the merge job would have left them.
begin;
insert into total_day (organization_id, work_date, department_id, kind, status, minutes, requests)
select organization_id, work_date, department_id, kind, status, sum(minutes), count(*) from overtime_request group by 1, 2, 3, 4, 5;

create temporary table dated on commit drop as
select *, (case when extract(day from work_date) >= 26 then date_trunc('month', work_date) else date_trunc('month', work_date) - interval '1 month' end
  + interval '25 days')::date as period_start
from overtime_request where status in ('pending', 'approved');

insert into total_employee (organization_id, period_start, employee_id, department_id, requests, weekday_minutes, weekend_minutes, holiday_minutes,
  approved_minutes, pending_minutes, counted_minutes)
select organization_id, period_start, employee_id, department_id, count(*), coalesce(sum(minutes) filter (where kind = 'weekday'), 0),
  coalesce(sum(minutes) filter (where kind = 'weekend'), 0), coalesce(sum(minutes) filter (where kind = 'holiday'), 0),
  coalesce(sum(minutes) filter (where status = 'approved'), 0), coalesce(sum(minutes) filter (where status = 'pending'), 0), sum(minutes)
from dated group by 1, 2, 3, 4;

insert into total_project (organization_id, period_start, project_id, requests, weekday_minutes, weekend_minutes, holiday_minutes,
  approved_minutes, pending_minutes, counted_minutes)
select organization_id, period_start, project_id, count(*), coalesce(sum(minutes) filter (where kind = 'weekday'), 0),
  coalesce(sum(minutes) filter (where kind = 'weekend'), 0), coalesce(sum(minutes) filter (where kind = 'holiday'), 0),
  coalesce(sum(minutes) filter (where status = 'approved'), 0), coalesce(sum(minutes) filter (where status = 'pending'), 0), sum(minutes)
from dated group by 1, 2, 3;
commit;
