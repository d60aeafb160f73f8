import type { Role } from '@lembur/contracts/access'
import type { Configuration, UpdateConfiguration } from '@lembur/contracts/system'
import { formatClock, parseClock } from '@lembur/rules/clock'
import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { computed, reactive, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '@/app/announce.ts'
import { fieldSentence, fieldSentences } from '@/app/errors.ts'
import { useQueryState } from '@/app/query-state.ts'
import { useSession } from '@/app/session.ts'
import { trpc } from '@/app/trpc.ts'

const emptyForm = {
  appName: '',
  appAcronym: '',
  publicUrl: '',
  timeZone: '',
  periodStartDay: '',
  shiftStart: '08:00',
  shiftEnd: '17:00',
  breakAfter: '',
  breakLength: '',
  anyone: false,
  idle: '',
  secondFactorRoles: [] as Role[],
  retention: '',
  cleanup: '00:15',
}
export type ConfigurationForm = typeof emptyForm

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

const formOf = (data: Configuration): ConfigurationForm => ({
  appName: data.appName,
  appAcronym: data.appAcronym,
  publicUrl: data.publicUrl ?? '',
  timeZone: data.timeZone,
  periodStartDay: String(data.periodStartDay),
  shiftStart: formatClock(data.shiftStartMinute),
  shiftEnd: formatClock(data.shiftEndMinute),
  breakAfter: String(data.breakAfterMinutes),
  breakLength: String(data.breakLengthMinutes),
  anyone: data.anyoneFilesForAnyone,
  idle: String(data.idleMinutes ?? ''),
  secondFactorRoles: [...data.secondFactorRoles],
  retention: String(data.activityRetentionDays ?? ''),
  cleanup: formatClock(data.activityCleanupMinute),
})

const inputOf = (form: ConfigurationForm, version: number): UpdateConfiguration => ({
  appName: form.appName,
  appAcronym: form.appAcronym,
  publicUrl: form.publicUrl.trim() || null,
  timeZone: form.timeZone,
  periodStartDay: Number(form.periodStartDay),
  shiftStartMinute: parseClock(form.shiftStart) ?? 0,
  shiftEndMinute: parseClock(form.shiftEnd) ?? 0,
  breakAfterMinutes: Number(form.breakAfter),
  breakLengthMinutes: Number(form.breakLength),
  anyoneFilesForAnyone: form.anyone,
  idleMinutes: numberOf(form.idle),
  secondFactorRoles: [...form.secondFactorRoles],
  activityRetentionDays: numberOf(form.retention),
  activityCleanupMinute: parseClock(form.cleanup) ?? 0,
  version,
})

/** What the organisation has set, as a form; what somebody else saves meanwhile is taken over. */
export function useConfiguration() {
  const { t } = useI18n()
  const cache = useQueryCache()
  const session = useSession()
  const query = useQuery({ key: ['configuration', 'all'], query: ({ signal }) => trpc.configuration.get.query(undefined, { signal }) })
  const form = reactive({ ...emptyForm })
  /** Time fields that hold something that is no time. */
  const unreadable = reactive({ shiftStart: false, shiftEnd: false, cleanup: false })
  const version = ref(0)
  watch(
    query.data,
    (data) => {
      if (!data || data.version === version.value) return
      version.value = data.version
      Object.assign(form, formOf(data))
    },
    { immediate: true },
  )
  const saving = useMutation({
    mutation: () => trpc.configuration.update.mutate(inputOf(form, version.value)),
    onSuccess: () => announce(t('system.configuration.saved')),
    onSettled: async () => {
      await cache.invalidateQueries({ key: ['configuration'] })
      await session.tryLoad()
    },
  })
  const fields = computed(() => {
    const wrong: Record<string, string | undefined> = fieldSentences(saving.error.value)
    const noTime = fieldSentence('time.invalid')
    return {
      ...wrong,
      shift: unreadable.shiftStart || unreadable.shiftEnd ? noTime : (wrong.shiftStartMinute ?? wrong.shiftEndMinute),
      activityCleanupMinute: unreadable.cleanup ? noTime : wrong.activityCleanupMinute,
    } as Record<string, string | undefined>
  })
  const isWrong = computed(() => Object.values(fields.value).some(Boolean))
  /** His own role is about to need a second factor that it did not need before. */
  const concernsOwnRole = computed(() => {
    const role = session.me?.role
    return role !== undefined && form.secondFactorRoles.includes(role) && !query.data.value?.secondFactorRoles.includes(role)
  })
  const clearedOn = computed(() => query.data.value?.activityClearedOn ?? null)
  return { state: useQueryState(query), form, unreadable, saving, fields, isWrong, concernsOwnRole, clearedOn }
}
