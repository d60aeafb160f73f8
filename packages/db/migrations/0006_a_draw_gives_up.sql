-- A draw waits on another connection than the transaction it is for, so the database cannot see a circle of the two: a wait
-- that does not end by itself ends here, and the request is not stored.
create or replace function app.next_number(in_organization uuid, of_kind text, in_year int) returns int language plpgsql as $$
declare
  given int;
begin
  perform set_config('app.organization_id', in_organization::text, true), set_config('synchronous_commit', 'off', true),
    set_config('lock_timeout', '3s', true);
  insert into number_counter as counter (organization_id, kind, year, last) values (in_organization, of_kind, in_year, 1)
  on conflict (organization_id, kind, year) do update set last = counter.last + 1
  returning last into given;
  return given;
end $$;
