import type { CreateProject, Project } from '@lembur/contracts/people'
import { newId } from '@lembur/db'
import { project } from '@lembur/db/schema'
import { assertMay, type Ctx, write } from '../kernel/index.ts'

/** Adds a project; two may bear the same name. Errors: `permission.denied`. */
export async function createProject(ctx: Ctx, input: CreateProject): Promise<Project> {
  assertMay(ctx.actor, 'project.create')
  const at = ctx.now.toISOString()
  const row = { id: newId(), ...input, version: 1, createdAt: at, updatedAt: at }
  await write(ctx, 'project.create', async (tx) => {
    await tx.db.insert(project).values({ ...row, organizationId: ctx.actor.organizationId })
    tx.announce({ topic: 'project', action: 'created', subjectId: row.id })
    return { subject: { type: 'project', id: row.id, label: row.name }, before: null, after: row }
  })
  return row
}
