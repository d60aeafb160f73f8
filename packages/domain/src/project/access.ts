import type { Project } from '@lembur/contracts/people'
import type { Tx } from '@lembur/db'
import { project } from '@lembur/db/schema'
import { eq } from 'drizzle-orm'
import { type Authorized, assertMay, type Ctx, notFound, proven } from '../kernel/index.ts'

/** A project as people see it. */
export const columns = {
  id: project.id,
  name: project.name,
  isEnabled: project.isEnabled,
  version: project.version,
  createdAt: project.createdAt,
  updatedAt: project.updatedAt,
}

/** A project for whoever may read them. Errors: `not_found`, `permission.denied`. */
export async function loadForReading(ctx: Ctx, { db }: Tx, id: string): Promise<Authorized<Project, 'read'>> {
  assertMay(ctx.actor, 'project.read')
  const [row] = await db.select(columns).from(project).where(eq(project.id, id))
  if (!row) throw notFound('project')
  return proven('read', row)
}

/** Locks a project for whoever may change them. Errors: `not_found`, `permission.denied`. */
export async function loadForWriting(ctx: Ctx, { db }: Tx, id: string, action: 'update' | 'delete'): Promise<Authorized<Project, 'write'>> {
  assertMay(ctx.actor, `project.${action}`)
  const [row] = await db.select(columns).from(project).where(eq(project.id, id)).for('no key update')
  if (!row) throw notFound('project')
  return proven('write', row)
}
