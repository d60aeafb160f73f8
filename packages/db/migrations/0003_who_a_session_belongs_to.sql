-- Who a person is in an organisation, with all that a request needs to know of him, in one call: a session is looked up in
-- a single round trip. The organisation is set for the statement's own transaction, so the policies hold here as everywhere.
create function app.identity_of(person_id uuid, in_organization uuid)
returns table (display_name text, is_active boolean, role text, employee_id uuid, department_id uuid, grants jsonb, plant jsonb)
language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.organization_id', in_organization::text, true);
  return query
    select person.display_name, person.is_active and member.is_active, member.role, member.employee_id, employee.department_id,
      (select coalesce(jsonb_agg(jsonb_build_object('permission', granted.permission, 'departmentId', granted.department_id)), '[]')
         from permission_grant granted where granted.organization_id = in_organization and granted.user_id = person_id),
      jsonb_build_object(
        'timeZone', organization.time_zone, 'periodStartDay', organization.period_start_day,
        'shiftStartMinute', organization.shift_start_minute, 'shiftEndMinute', organization.shift_end_minute,
        'breakAfterMinutes', organization.break_after_minutes, 'breakLengthMinutes', organization.break_length_minutes,
        'anyoneFilesForAnyone', organization.anyone_files_for_anyone)
    from "user" person
    join membership member on member.organization_id = in_organization and member.user_id = person.id
    join organization on organization.id = member.organization_id
    left join employee on employee.organization_id = member.organization_id and employee.id = member.employee_id
    where person.id = person_id;
end $$;
