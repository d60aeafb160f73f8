import type { Tx } from '@lembur/db'
import { department } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { field, invalid } from '../kernel/index.ts'

/** How a row names its department; all null: none. */
export type Placed = { departmentId: string | null; departmentCode: string | null; departmentName: string | null }

/** The department somebody is put into: it has to exist and be enabled. Held against deletion until the write is done. */
export async function placedIn({ db }: Tx, departmentId: string | null): Promise<Placed> {
  if (departmentId === null) return { departmentId, departmentCode: null, departmentName: null }
  const [found] = await db.select().from(department).where(eq(department.id, departmentId)).for('key share')
  if (!found) throw invalid([field('departmentId', 'employee.unknown_department')])
  if (!found.isEnabled) throw invalid([field('departmentId', 'employee.disabled_department')])
  return { departmentId, departmentCode: found.code, departmentName: found.name }
}
