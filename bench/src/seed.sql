-- One million requests, deterministic: arithmetic only, no random(). The shape is that of the predecessor's benchmark
-- (20 departments, 5,000 employees, 200 projects, 2021-01-01 to 2025-12-30, breaks on 30 %), so that both can be compared.
-- :requests rows are made; run as a superuser, who is not held back by row-level security. Triggers are off: the totals are
-- filled at the end in one go.
begin;
set local session_replication_role = replica;
set local synchronous_commit = off;
create function pg_temp.key(kind int, n bigint) returns uuid language sql immutable
  as $$ select ('01900000-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

insert into organization (id, slug, name, time_zone) values (pg_temp.key(1, 1), 'bench', 'Benchmark plant', 'Asia/Jakarta');

insert into department (organization_id, id, code, name)
select pg_temp.key(1, 1), pg_temp.key(2, i), 'D' || lpad(i::text, 2, '0'), 'Department ' || i from generate_series(1, 20) i;

insert into employee (organization_id, id, worker_id, name, department_id, exclude_from_reports)
select pg_temp.key(1, 1), pg_temp.key(3, i), 'MW' || lpad(i::text, 7, '0'),
  (array['Adi','Budi','Citra','Dewi','Eko','Fitri','Gilang','Hana','Indra','Joko'])[i % 10 + 1] || ' ' ||
  (array['Wijaya','Santoso','Putri','Hidayat','Saputra','Lestari','Nugroho','Siregar'])[i / 10 % 8 + 1] || ' ' || i,
  pg_temp.key(2, (i - 1) % 20 + 1), i % 100 = 99
from generate_series(1, 5000) i;

insert into project (organization_id, id, name)
select pg_temp.key(1, 1), pg_temp.key(4, i), 'Project ' || lpad(i::text, 3, '0') from generate_series(1, 200) i;

insert into holiday (organization_id, id, title, date)
select pg_temp.key(1, 1), pg_temp.key(5, y * 100 + m), 'Holiday ' || y || '-' || m, make_date(y, m, 1 + (y + m * 7) % 27)
from generate_series(2021, 2027) y, generate_series(1, 12) m;

insert into overtime_limit (organization_id, id, scope, span, kinds, advised_minutes, max_minutes, severity) values
  (pg_temp.key(1, 1), pg_temp.key(6, 1), 'organisation', 'day', 'weekday', null, 240, 'warn'),
  (pg_temp.key(1, 1), pg_temp.key(6, 2), 'organisation', 'week', null, 900, 1080, 'warn'),
  (pg_temp.key(1, 1), pg_temp.key(6, 3), 'organisation', 'period', null, 3600, 4320, 'warn');

-- Request i is of employee i % 5000 + 1 and his k-th; no two of one employee fall on one day, so none overlap.
insert into overtime_request (organization_id, id, number_year, number, employee_id, department_id, project_id, work_date, start_minute, end_minute,
  starts_at, ends_at, break_minutes, minutes, kind, reason, detail, status, decided_at, decision_reason, created_at, updated_at)
select pg_temp.key(1, 1), pg_temp.key(7, s.id), extract(year from d), s.id, pg_temp.key(3, emp), pg_temp.key(2, (emp - 1) % 20 + 1), pg_temp.key(4, h % 200 + 1), d,
  start_min, start_min + len_min, d::timestamp at time zone 'Asia/Jakarta' + make_interval(mins => start_min),
  d::timestamp at time zone 'Asia/Jakarta' + make_interval(mins => start_min + len_min), rest, len_min - rest,
  case when hol.date is not null then 'holiday' when weekend then 'weekend' else 'weekday' end,
  (array['Production deadline','Machine maintenance','Customer audit','Trial run','Stock taking'])[h % 5 + 1],
  'Work order ' || h || ', line ' || h % 12 || ', requested by the shift leader', st,
  case when st <> 'pending' then d + time '09:00' + interval '1 day' end, case when st = 'rejected' then 'Over the monthly limit' end,
  d + time '16:00' + make_interval(secs => h % 3600), d + time '16:00' + interval '1 day'
from (
  select b.*, case when (id + k) % 10 = 3 then 'pending' when (id + k) % 20 = 7 then 'rejected' else 'approved' end as st,
    case when weekend then 480 else 1020 end + (h % 4) * 30 as start_min,
    case when weekend then 180 + h / 4 % 11 * 30 else 60 + h / 4 % 8 * 30 end as len_min,
    case when h % 10 < 3 then 30 else 0 end as rest
  from (
    select i + 1 as id, k, emp, d, h, extract(isodow from d) >= 6 as weekend
    from (
      select i, i / 5000 as k, i % 5000 + 1 as emp, ((i::bigint * 7919 + 104729) % 1000003)::int as h,
        date '2021-01-01' + (i / 5000) * 1826 / 200 + ((i % 5000 + 1) * 31 + i / 5000 * 17) % 9 as d
      from generate_series(0, :requests - 1) i) a) b) s
left join holiday hol on hol.date = s.d
order by s.id;

insert into overtime_break (organization_id, id, request_id, start_minute, end_minute, touched)
select organization_id, pg_temp.key(8, number), id, start_minute + 30, start_minute + 60, true from overtime_request where break_minutes > 0;

insert into number_counter (organization_id, kind, year, last)
select organization_id, 'overtime', number_year, max(number) from overtime_request group by 1, 3;
commit;
