import type { WageBasis, WageRow } from '@lembur/contracts/wages'
import { useQuery } from '@pinia/colada'
import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useEntityEditor } from '@/app/entity-editor.ts'
import { problemOf } from '@/app/problem.ts'
import { useQueryState } from '@/app/query-state.ts'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'

const pageSize = 12

/** A wage as it is typed. */
interface WageForm {
  effectiveFrom: string
  basis: WageBasis
  amount: string
  fixedAllowance: string
  variableAllowance: string
  currency: string
  note: string
}

/** The wages of one person: their history, and the form that sets, changes and deletes one. */
export function useWages(employeeId: () => string) {
  const { t } = useI18n()
  const session = useSession()
  const format = useFormat()
  const page = ref(1)
  watch(employeeId, () => {
    page.value = 1
  })
  const query = useQuery({
    key: () => ['wage', 'of', employeeId(), page.value],
    query: ({ signal }) => trpc.wage.list.query({ employeeId: employeeId(), page: page.value, pageSize }, { signal }),
  })
  const rows = computed(() => query.data.value?.results ?? [])
  const count = computed(() => query.data.value?.count ?? 0)
  /** The wage of today: the newest that has begun. Only the first page can have it. */
  const currentId = computed(() => (page.value === 1 ? rows.value.find((row) => row.effectiveFrom <= session.today)?.id : undefined))

  /** Sums in the form are written as the reader's language writes them. */
  const typed = (sum: string | null) => (sum === null ? '' : format.value.sum(sum))
  const sum = (text: string) => format.value.sumTyped(text) ?? text
  const allowance = (form: WageForm, text: string) => (form.basis === 'monthly' && text.trim() !== '' ? sum(text) : null)
  const stored = (form: WageForm) => ({
    employeeId: employeeId(),
    effectiveFrom: form.effectiveFrom,
    basis: form.basis,
    amount: sum(form.amount),
    fixedAllowance: allowance(form, form.fixedAllowance),
    variableAllowance: allowance(form, form.variableAllowance),
    currency: form.currency,
    note: form.note.trim() || null,
  })
  const blank = (): WageForm => ({
    effectiveFrom: session.today,
    basis: 'monthly',
    amount: '',
    fixedAllowance: '',
    variableAllowance: '',
    currency: rows.value[0]?.terms?.currency ?? 'IDR',
    note: '',
  })

  const editor = useEntityEditor({
    topic: 'wage',
    rows: () => rows.value,
    empty: blank,
    formOf: ({ effectiveFrom, terms }: WageRow): WageForm => ({
      ...blank(),
      effectiveFrom,
      ...(terms && {
        ...terms,
        amount: typed(terms.amount),
        fixedAllowance: typed(terms.fixedAllowance),
        variableAllowance: typed(terms.variableAllowance),
        note: terms.note ?? '',
      }),
    }),
    create: (form) => trpc.wage.set.mutate(stored(form)),
    update: (row, form) => trpc.wage.set.mutate({ ...stored(form), id: row.id, version: row.version }),
    remove: (row) => trpc.wage.remove.mutate({ id: row.id, version: row.version }),
    nameOf: ({ effectiveFrom }) => t('wages.name', { date: format.value.longDate(effectiveFrom) }),
  })
  return {
    state: useQueryState(query),
    rows,
    count,
    page,
    pages: computed(() => Math.max(1, Math.ceil(count.value / pageSize))),
    currentId,
    /** The reader's right does not reach this person: for him there are no wages here. */
    isOutOfReach: computed(() => ['not_found', 'permission.denied'].includes(problemOf(query.error.value)?.code ?? '')),
    editor,
  }
}
