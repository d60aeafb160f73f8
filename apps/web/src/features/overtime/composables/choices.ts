import { trpc } from '@/app/trpc.ts'
import type { LoadEntities } from '@/parts/entity.ts'

/** People the reader may file for, enabled ones, by name or number. */
export const loadFileable: LoadEntities = async (search, signal) => {
  const { results } = await trpc.employee.list.query(
    { search: search || undefined, fileable: true, isEnabled: true, sort: 'name', pageSize: 30 },
    { signal },
  )
  return results.map(({ id, name, workerId, departmentCode }) => ({
    id,
    label: name,
    detail: [workerId, departmentCode].filter(Boolean).join(' · '),
  }))
}

/** Enabled projects by name. */
export const loadProjects: LoadEntities = async (search, signal) => {
  const { results } = await trpc.project.list.query({ search: search || undefined, isEnabled: true, pageSize: 30 }, { signal })
  return results.map(({ id, name }) => ({ id, label: name }))
}
