import { type ForecastLine, isCounted, type OvertimeDetail } from '@lembur/contracts/overtime'
import type { Format } from '@/app/format.ts'
import { t } from '@/app/i18n.ts'
import type { Rung } from '@/parts/ladder.ts'

const total = (line: ForecastLine) => line.approvedMinutes + line.pendingMinutes + line.draftMinutes

/** The ladder of a stored request: asked for, less breaks, kind of day, caps, counts. */
export function rungsOf(row: OvertimeDetail, format: Format): Rung[] {
  const band = { start: row.startMinute, end: row.endMinute, kind: row.kind, shift: null }
  const breaks = row.breaks.map((one) => ({ start: one.startMinute, end: one.endMinute }))
  const spans = (list: OvertimeDetail['breaks']) =>
    list.map((one) => `${one.start}–${one.end}`).join(', ') || t('overtime.request.no_break')
  const moved = row.breaks.some((one) => one.touched) || spans(row.breaks) !== spans(row.policyBreaks)
  const worst = row.limits.some(({ level }) => level === 'over')
    ? 'bad'
    : row.limits.some(({ level }) => level !== 'fine')
      ? 'warn'
      : undefined
  return [
    {
      title: t('overtime.explain.asked'),
      value: format.hours(row.endMinute - row.startMinute),
      band: { ...band, status: 'pending' },
      note: `${row.timeStart} → ${row.timeEnd}`,
    },
    {
      title: t('overtime.explain.breaks'),
      value: `− ${format.hours(row.breakMinutes)}`,
      band: { ...band, breaks, status: 'pending' },
      note: moved
        ? t('history.explain.moved', { span: spans(row.breaks), rule: spans(row.policyBreaks) })
        : t('history.explain.by_rule', { span: spans(row.breaks) }),
    },
    {
      title: t('overtime.explain.kind'),
      value: row.holidayTitle ?? t(`parts.kind.${row.kind}`),
      note: row.kindOverrideReason
        ? t('history.explain.override', { reason: row.kindOverrideReason })
        : t('history.explain.by_calendar', { weekday: format.longWeekday(row.workDate) }),
    },
    {
      title: t('history.explain.caps'),
      value: t(`history.level.${worst === 'bad' ? 'over' : worst === 'warn' ? 'warns' : 'fine'}`),
      state: worst,
      lines: row.limits.map((line) => [
        t('history.explain.cap', {
          span: t(`overtime.span.${line.span}`),
          hours: format.hours(total(line)),
          max: line.maxMinutes === null ? '–' : format.wholeHours(line.maxMinutes),
        }),
        t(`history.level.${line.level}`),
      ]),
    },
    {
      title: t('overtime.explain.counts'),
      value: isCounted(row.status) ? format.hoursUnit(row.minutes) : format.hoursUnit(0),
      band: { ...band, breaks, status: row.status },
    },
  ]
}
