import { z } from 'zod'

/**
 * Every error a person or a program may meet, by a code that never changes. Sentences are the client's, in its
 * language; the English ones in `messages` are for REST and logs.
 */
export const messages = {
  'input.invalid': 'Some fields are not right.',
  'auth.required': 'Please sign in.',
  'auth.invalid_credentials': 'Invalid username or password.',
  'auth.account_disabled': 'This account has been deactivated. Please contact your administrator.',
  'auth.too_many_attempts': 'Too many attempts. Please wait before trying again.',
  'auth.no_refresh_token': 'A refresh token is required.',
  'auth.invalid_refresh_token': 'The refresh token is not valid any more.',
  'auth.cross_origin': 'This request came from another site.',
  'permission.denied': 'You do not have permission to do this.',
  not_found: 'There is nothing here, or you may not see it.',
  'conflict.version': 'Somebody changed this in the meantime.',
  'conflict.duplicate': 'Something with this name or code already exists.',
  'conflict.in_use': 'Other records refer to this. Disable it instead.',
  'overtime.overlap': 'Another request of this employee overlaps in time.',
  'overtime.duplicate_id': 'This id already belongs to a different request.',
  'overtime.zero_length': 'End time must differ from start time.',
  'overtime.break_outside': 'Each break must lie inside the shift.',
  'overtime.break_overlap': 'Breaks must not overlap.',
  'overtime.break_zero_length': 'A break must end after it starts.',
  'overtime.no_time_left': 'The breaks leave no overtime.',
  'overtime.limit_exceeded': 'This request passes a limit that blocks.',
  'overtime.not_pending': 'Only a pending request can be changed.',
  'overtime.transition': 'A request in this state cannot go to that one.',
  'overtime.own_request': 'Nobody decides his own request.',
  'overtime.reason_required': 'A reason is required.',
  'overtime.disabled_employee': 'This employee is disabled.',
  'overtime.disabled_project': 'This project is disabled.',
  'employee.unknown_department': 'There is no such department.',
  'employee.disabled_department': 'This department is disabled.',
  'overtime.nothing_yesterday': 'No overtime was found for the day before.',
  'overtime.too_many': 'At most 500 requests at once.',
  'import.too_many_errors': 'More than one row in ten has an error: nothing was imported.',
  'import.too_many_rows': 'At most 5,000 rows at once.',
  'import.unreadable': 'This file could not be read.',
  'import.missing_columns': 'Columns are missing.',
  'import.repeated_row': 'This worker id stands in the file more than once.',
  'import.unknown_department': 'There is no department with this code.',
  'import.not_boolean': 'Write true or false.',
  'file.too_large': 'This file is too large.',
  'file.wrong_type': 'This kind of file is not accepted.',
  'report.not_built': 'This workbook has not been built yet.',
  'field.invalid': 'This value is not accepted.',
  'date.invalid': 'A date is written YYYY-MM-DD.',
  'date.out_of_range': 'Dates lie between 2000 and 2099.',
  'time.invalid': 'A time is written HH:MM, from 00:00 to 23:59.',
  'time.required': 'Please give a time.',
  'text.required': 'Please fill this in.',
  'text.too_long': 'This text is too long.',
  'text.unreadable': 'This text holds a character that cannot be stored.',
  'id.invalid': 'This is not an id.',
  'ids.required': 'Name at least one.',
  'page.too_large': 'At most 500 rows a page.',
  'breaks.too_many': 'At most 8 breaks.',
  'color.invalid': 'A colour is written #RRGGBB.',
  'limit.advised_over_max': 'The advised value may not exceed the maximum.',
  'limit.too_long': 'This limit is longer than its span.',
  'limit.scope': 'Name the department or the employee this limit is for.',
  'rate.limited': 'Too many requests. Please slow down.',
  'service.unavailable': 'The service is not ready. Please try again shortly.',
  internal: 'Something went wrong. Please quote the error id.',
} as const

export type ErrorCode = keyof typeof messages

/** One wrong field: `path` names it ("breaks.0.end"), `code` says what is wrong in words the client translates. */
export const FieldError = z.object({ path: z.string(), code: z.string(), message: z.string() })
export type FieldError = z.infer<typeof FieldError>

/** The body of every REST error, and `data.problem` of every tRPC error. */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
})
export type Problem = z.infer<typeof Problem>
