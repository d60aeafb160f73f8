import type { Topic } from '@lembur/contracts/system'
import type { Database } from '@lembur/db'

/** An event as it is stored, with the department of the employee it is about. */
export type StoredEvent = {
  id: number
  topic: Topic
  action: string
  subjectId: string | null
  userId: string | null
  employeeId: string | null
  departmentId: string | null
  at: string
}

type Sql = Database['global']

const columns = (sql: Sql) => sql`
  event.id, event.topic, event.action, event.subject_id as "subjectId", event.user_id as "userId", event.employee_id as "employeeId",
  employee.department_id as "departmentId", event.at`

const source = (sql: Sql) =>
  sql`event left join employee on employee.organization_id = event.organization_id and employee.id = event.employee_id`

/** These events, and whatever else has come between the last one that was told and them: a call may have been lost. */
export const eventsCalled = (database: Database, organizationId: string, ids: number[], last: number): Promise<StoredEvent[]> =>
  database.readOne<StoredEvent[]>(
    organizationId,
    (sql) => sql`
      select ${columns(sql)} from ${source(sql)}
      where event.id = any(${ids}) or (event.id > ${last} and event.id < ${Math.max(...ids)}) order by event.id`,
  )

/** Numbers are given before the commit: an event of a long transaction may appear behind later ones, by at most so many and so long. */
const overlap = { ids: 1000, seconds: 60 }

/** The events after one that was seen, and for safety those shortly before it: the same event twice does no harm. */
export const eventsAfter = (
  database: Database,
  organizationId: string,
  { id, now, limit }: { id: number; now: Date; limit: number },
): Promise<StoredEvent[]> =>
  database.readOne<StoredEvent[]>(
    organizationId,
    (sql) => sql`
      select ${columns(sql)} from ${source(sql)}
      where event.id > ${id - overlap.ids} and (event.id > ${id} or event.at > ${new Date(now.getTime() - overlap.seconds * 1000)})
      order by event.id limit ${limit}`,
  )

/** The first and the last event that are still kept. */
export async function keptEvents(database: Database, organizationId: string): Promise<{ oldest: number | null; newest: number | null }> {
  const [row] = await database.readOne<{ oldest: number | null; newest: number | null }[]>(
    organizationId,
    (sql) => sql`select min(id) as oldest, max(id) as newest from event`,
  )
  return row ?? { oldest: null, newest: null }
}
