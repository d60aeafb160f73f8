import type { Permission, Role } from '@lembur/contracts/access'
import { resourceOf } from '@lembur/contracts/access'
import type { AccessRight } from '@lembur/contracts/users'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/app/use-format.ts'
import { verbOf } from './grid.ts'

type Part = { scope: AccessRight['scopes'][number]; department: { code: string } | null }

/** What a right is called, how far it reaches and why, in the reader's language. */
export function useRightWords() {
  const { t } = useI18n()
  const format = useFormat()

  const nameOf = (permission: Permission) => `${t(`access.resource.${resourceOf(permission)}`)} · ${t(`access.verb.${verbOf(permission)}`)}`
  const scopeWord = ({ scope, department }: Part) =>
    scope === 'department'
      ? department
        ? t('access.reach.department', { code: department.code })
        : t('access.reach.own_department')
      : t(`access.reach.${scope}`)

  /** "Whole organisation", "Own, ASSY-1", "None". */
  function reachWord({ reach }: Pick<AccessRight, 'reach'>): string {
    if (!reach) return t('access.reach.none')
    if (reach.everywhere) return t('access.reach.organisation')
    const parts = [...(reach.own ? [t('access.reach.own')] : []), ...reach.departments.map(({ code }) => code)]
    return parts.length > 0 ? parts.join(', ') : t('access.reach.nowhere')
  }

  /** Every sentence that decides a right: what the role says, then each change with who made it. */
  function reasons(right: AccessRight, role: Role): string[] {
    const roleName = t(`access.role.${role}`)
    const byRole = right.byRole
      ? t('access.why.role', { role: roleName, reach: scopeWord({ scope: right.byRole, department: null }) })
      : t('access.why.role_none', { role: roleName })
    if (right.because === 'everything') return [t('access.why.everything', { role: roleName })]
    const changes = right.overrides.map((one) => {
      const when = format.value.date(format.value.dateOf(one.at))
      const what = one.effect === 'remove' ? 'removed' : 'added'
      const values = { by: one.by ?? '', when, reach: scopeWord(one) }
      return one.by ? t(`access.why.${what}`, values) : t(`access.why.${what}_unknown`, values)
    })
    return [byRole, ...changes, ...(right.isOverridable ? [] : [t('access.why.role_alone')])]
  }
  return computed(() => ({ nameOf, scopeWord, reachWord, reasons }))
}
