import { overridable } from '@lembur/contracts/access'
import type { Database } from '@lembur/db'
import { overrideRight } from '@lembur/domain/access'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'
import { CliProblem } from '../problem.ts'

export const userGrant = command({
  name: 'grant',
  description: 'Give a person a right beyond his role, for a department',
  args: {
    username: { type: 'positional', description: 'Who', required: true },
    permission: { type: 'positional', description: overridable.join(', '), required: true },
    department: { type: 'positional', description: 'The code of the department', required: false },
    everywhere: { type: 'boolean', description: 'For every department instead of one' },
    ...organisationOption,
  },
  run: ({ username, permission: named, department, everywhere, organisation }) =>
    withServices(async (services) => {
      const permission = overridable.find((each) => each === named)
      if (!permission) throw new CliProblem(`${named} cannot be granted: choose ${overridable.join(', ')}.`, { usage: true })
      if (Boolean(department) === Boolean(everywhere)) throw new CliProblem('Name one department, or say --everywhere.', { usage: true })
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const userId = await memberNamed(services.database, organizationId, username, slug)
      const departmentId = department ? await departmentCoded(services.database, organizationId, department) : null
      const ctx = await commandLineContext(services, organizationId)
      const scope = departmentId ? 'department' : 'organisation'
      await overrideRight(ctx, { userId, permission, effect: 'add', scope, departmentId, exactly: false })
      console.log(`${username} has ${permission} for ${department ? department.toUpperCase() : 'every department'}.`)
    }),
})

async function departmentCoded(database: Database, organizationId: string, code: string): Promise<string> {
  const wanted = code.trim().toUpperCase()
  const rows = await database.readOne<{ id: string; code: string }[]>(
    organizationId,
    (sql) => sql`select id, code from department order by code`,
  )
  const found = rows.find((row) => row.code === wanted)
  if (!found) throw new CliProblem(`There is no department ${wanted}: there is ${rows.map((row) => row.code).join(', ') || 'none yet'}.`)
  return found.id
}
