import type { CorrectionPreview, PreviewCorrection } from '@lembur/contracts/closing'
import type { CountedShift, DayKind, OvertimeDetail } from '@lembur/contracts/overtime'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { sentenceOf } from '@/app/errors.ts'
import { useRested } from '@/app/rested.ts'
import { trpc } from '@/app/trpc.ts'
import { useFormat } from '@/app/use-format.ts'

/** How long typing may rest before the server is asked what the correction comes to, in milliseconds. */
const rest = 200

type Times = Pick<CountedShift, 'workDate' | 'timeStart' | 'timeEnd' | 'kind'>

/** What counts now: the request, or what its last correction says. */
export const countsNow = (row: OvertimeDetail): CountedShift => row.corrections.at(-1)?.after ?? { ...row, counts: true }

/** A correction while it is written: what it would come to is asked of the server, the same rules that will store it. */
export function useCorrectionForm(row: () => OvertimeDetail, open: () => boolean, done: () => void) {
  const { t } = useI18n()
  const format = useFormat()
  const cache = useQueryCache()
  const form = reactive<Times & { isVoid: boolean; reason: string }>({ ...timesOf(row()), isVoid: false, reason: '' })
  /** Breaks somebody placed here; null while they are left as they were, or to the rule. */
  const placed = ref<{ start: string; end: string }[] | null>(null)

  function begin() {
    Object.assign(form, timesOf(row()), { isVoid: false, reason: '' })
    placed.value = null
    storing.reset()
  }
  const input = computed<PreviewCorrection>(() => changesOf(row(), form, placed.value))
  const asked = useRested(input, rest)
  const preview = useQuery({
    key: () => ['correction', 'preview', JSON.stringify(asked.value)],
    query: ({ signal }) => trpc.correction.preview.query(asked.value, { signal }),
    enabled: () => open() && changesSomething(asked.value),
    placeholderData: (previous: CorrectionPreview | undefined) => previous,
    meta: { topics: ['period', 'overtime'] },
  })
  const storing = useMutation({
    mutation: () => trpc.correction.create.mutate({ ...input.value, reason: form.reason.trim() }),
    onSuccess: (correction) => {
      announce(
        t('history.correction.done', { number: correction.number, difference: format.value.signedHours(correction.differenceMinutes) }),
      )
      done()
    },
    onSettled: () =>
      Promise.all([cache.invalidateQueries({ key: ['correction'] }), cache.invalidateQueries({ key: ['overtime', 'detail'] })]),
  })
  /** What the answer is about is what is shown, and nothing is wrong with it. */
  const settled = computed(
    () => changesSomething(input.value) && asked.value === input.value && !preview.isLoading.value && !preview.error.value,
  )
  const breaks = computed(() => placed.value ?? preview.data.value?.after.breaks.map(({ start, end }) => ({ start, end })) ?? [])
  return reactive({
    form,
    begin,
    breaks,
    setBreaks: (list: { start: string; end: string }[] | null) => {
      placed.value = list
    },
    isPlaced: computed(() => placed.value !== null),
    preview: computed(() => (preview.error.value || !changesSomething(input.value) ? null : (preview.data.value ?? null))),
    previewSentence: computed(() => (preview.error.value ? sentenceOf(preview.error.value) : null)),
    canStore: computed(() => settled.value && form.reason.trim() !== ''),
    store: () => storing.mutate(),
    busy: storing.isLoading,
    sentence: computed(() => (storing.error.value ? sentenceOf(storing.error.value) : null)),
  })
}

function timesOf(row: OvertimeDetail): Times {
  const { workDate, timeStart, timeEnd, kind } = countsNow(row)
  return { workDate, timeStart, timeEnd, kind }
}

/** Whether there is anything to ask about: what is left as it was, the server need not be asked. */
const changesSomething = ({ requestId: _id, void: isVoid, ...changes }: PreviewCorrection): boolean =>
  isVoid || Object.values(changes).some((value) => value !== undefined)

/** Only what was changed is sent: what is left out stays as it was. */
function changesOf(
  row: OvertimeDetail,
  form: Times & { isVoid: boolean },
  breaks: { start: string; end: string }[] | null,
): PreviewCorrection {
  const before = timesOf(row)
  const changed = <Name extends keyof Times>(name: Name): Times[Name] | undefined => (form[name] === before[name] ? undefined : form[name])
  const kind: DayKind | undefined = changed('kind')
  return {
    requestId: row.id,
    void: form.isVoid,
    workDate: changed('workDate'),
    timeStart: changed('timeStart'),
    timeEnd: changed('timeEnd'),
    kind,
    breaks: breaks ?? undefined,
  }
}
