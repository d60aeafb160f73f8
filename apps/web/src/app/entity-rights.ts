import type { OverridableResource } from '@lembur/contracts/access'
import { computed, reactive } from 'vue'
import { useSession } from './session.ts'

/** What the reader may do with the rows of a resource. */
export interface EntityRights {
  create: boolean
  update: boolean
  delete: boolean
  /** What the form holds can be saved: a new row by who creates, a stored one by who changes. */
  save: boolean
}
type Resource = Extract<OverridableResource, 'department' | 'employee' | 'project' | 'holiday' | 'regulation' | 'policy'>

/** The reader's rights to a plain entity, each for itself; they change with him while the page is open. */
export function useEntityRights(resource: Resource, isStored: () => boolean): EntityRights {
  const session = useSession()
  const may = (verb: 'create' | 'update' | 'delete') => computed(() => session.can(`${resource}.${verb}`))
  const [create, update, remove] = [may('create'), may('update'), may('delete')]
  return reactive({ create, update, delete: remove, save: computed(() => (isStored() ? update.value : create.value)) })
}
