import type { Project } from '@lembur/contracts/people'
import { project } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Ctx, conflict, translating, write } from '../kernel/index.ts'
import { loadForWriting } from './access.ts'

/** Deletes a project without requests; any other is to be disabled instead. Errors: `conflict.in_use`, `not_found`, `permission.denied`. */
export async function removeProject(ctx: Ctx, { id }: { id: string }): Promise<Pick<Project, 'id'>> {
  const writing = write(ctx, 'project.remove', async (tx) => {
    const before = await loadForWriting(ctx, tx, id, 'delete')
    await tx.db.delete(project).where(eq(project.id, id))
    tx.announce({ topic: 'project', action: 'removed', subjectId: id })
    return { subject: { type: 'project', id, label: before.name }, before, after: null }
  })
  await translating(writing, { overtime_request_project: () => conflict('conflict.in_use', { by: 'overtime' }) })
  return { id }
}
