import type { Project, UpdateProject } from '@lembur/contracts/people'
import { project } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { assertVersion, type Ctx, changesOf, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'

/** Changes a project; no workbook names one. Errors: `conflict.version`, `not_found`, `permission.denied`. */
export async function updateProject(ctx: Ctx, input: UpdateProject): Promise<Project> {
  const { row } = await write(ctx, 'project.update', async (tx) => {
    const before = await loadForWriting(ctx, tx, input.id, 'update')
    assertVersion(before, input.version)
    const subject = { type: 'project', id: before.id, label: before.name }
    const changes = changesOf(before, input)
    if (!changes) return { row: before, subject, before: null, after: null }
    const after = { ...before, ...changes, version: before.version + 1, updatedAt: ctx.now.toISOString() }
    const { version, updatedAt } = after
    await tx.db
      .update(project)
      .set({ ...changes, version, updatedAt })
      .where(eq(project.id, before.id))
    tx.announce({ topic: 'project', action: 'updated', subjectId: before.id })
    return { row: after, subject, before, after }
  })
  return row
}
