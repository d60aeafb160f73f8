import type { Notification } from '@lembur/contracts/system'
import { useI18n } from 'vue-i18n'
import { useSession } from '@/app/session.ts'
import { useFormat } from '@/app/use-format.ts'

/** A notification in the reader's language. */
interface Told {
  icon: string
  tone: 'plain' | 'ok' | 'bad' | 'warn'
  sentence: string
  /** What the other person wrote, or why something failed. */
  reason: string | null
  /** What one does with it; shown where it leads somewhere. */
  verb: string
}

/** The sentence of each kind, made from its data. */
export function useNotificationWords(): (notification: Notification) => Told {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()

  return ({ kind, data }) => {
    const text = (name: string) => String(data[name] ?? '')
    const workDate = text('workDate')
    const when = {
      date: workDate ? format.value.dateSeenFrom(workDate, session.today) : '',
      span: `${text('timeStart')}–${text('timeEnd')}`,
    }
    const reason = data.reason ? t('notifications.reason', { reason: text('reason') }) : null
    const by = { ...when, by: text('by') }
    if (kind === 'report.failed') {
      const sentence = t('notifications.text.report_failed', { file: text('fileName') })
      return { icon: 'i-lucide-file-x', tone: 'bad', sentence, reason, verb: t('notifications.verb.report') }
    }
    if (kind === 'overtime.submitted') {
      const own = text('filedBy') === text('employeeName')
      const names = { ...when, employee: text('employeeName'), by: text('filedBy') }
      const sentence = own ? t('notifications.text.submitted', names) : t('notifications.text.submitted_for', names)
      return { icon: 'i-lucide-list-checks', tone: 'plain', sentence, reason, verb: t('notifications.verb.review') }
    }
    const verb = t('notifications.verb.request')
    if (kind === 'overtime.approved')
      return { icon: 'i-lucide-circle-check', tone: 'ok', sentence: t('notifications.text.approved', by), reason, verb }
    if (kind === 'overtime.rejected')
      return { icon: 'i-lucide-octagon-x', tone: 'bad', sentence: t('notifications.text.rejected', by), reason, verb }
    if (kind === 'overtime.corrected') {
      const difference = format.value.signedHours(Number(data.differenceMinutes ?? 0))
      return { icon: 'i-lucide-scale', tone: 'plain', sentence: t('notifications.text.corrected', { ...by, difference }), reason, verb }
    }
    return { icon: 'i-lucide-rotate-ccw', tone: 'warn', sentence: t('notifications.text.reopened', by), reason, verb }
  }
}
