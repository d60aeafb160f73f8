import type { ExplainedTotal } from '@lembur/contracts/explain'
import { dayKinds } from '@lembur/contracts/overtime'
import type { Format } from '@/app/format.ts'
import { t } from '@/app/i18n.ts'
import type { Rung } from '../ladder.ts'
import { classWord, ratesOf, sourcesOf } from './rungs.ts'

/** The ladder of a sum: asked for, less breaks, by kind of day, by rate, counted. It has no bar: its hours lie on many days. */
export function totalRungs(total: ExplainedTotal, format: Format): Rung[] {
  const kinds = dayKinds.filter((kind) => total.byKind[kind] > 0)
  return [
    {
      title: t('explain.rung.asked'),
      value: format.hours(total.askedMinutes),
      note: t('explain.total.requests', { n: format.number(total.requests) }, total.requests),
    },
    { title: t('explain.rung.breaks'), value: `− ${format.hours(total.breakMinutes)}` },
    {
      title: t('explain.total.by_kind'),
      value: kinds.length === 1 ? t(`parts.kind.${kinds[0]}`) : format.hours(total.countedMinutes),
      lines: kinds.map((kind) => ({ text: t(`parts.kind.${kind}`), figure: format.hours(total.byKind[kind]) })),
    },
    total.bands
      ? {
          title: t('explain.rung.rules'),
          value: t('explain.rules.pays_as', { hours: format.exactHours(total.payableMinutes ?? '0') }),
          lines: total.bands.map((band) => ({
            text: [
              t('explain.total.band', { hours: format.hours(band.minutes), rate: format.factor(band.rate) }),
              classWord(band.class),
            ].join(' · '),
            figure: band.inPay ? format.exactHours(band.payableMinutes) : t('explain.rules.in_wage'),
          })),
          sources: sourcesOf(total.bands),
        }
      : { title: t('explain.rung.rules'), value: '–', note: t('explain.total.too_many') },
    {
      title: t('explain.rung.counts'),
      value: format.hoursUnit(total.countedMinutes),
      lines: [
        { text: t('parts.status.approved'), figure: format.hours(total.byStatus.approved) },
        { text: t('parts.status.pending'), figure: format.hours(total.byStatus.pending) },
        ...total.corrections.map(({ differenceMinutes, ofYear, ofMonth }) => ({
          text: t('explain.total.correction', { month: format.monthYear(`${ofYear}-${String(ofMonth).padStart(2, '0')}-01`) }),
          figure: format.signedHours(differenceMinutes),
        })),
      ],
    },
  ]
}

/** Which policies judged, and how many of the requests are as they were decided. */
export function totalFoot({ policies, requests, storedRequests, bands }: ExplainedTotal, format: Format): string {
  if (policies.length === 0) return ''
  const [only] = policies
  const rates =
    policies.length === 1 && only
      ? t('explain.foot.rates', { rates: ratesOf(only.title, sourcesOf(bands ?? [])), version: only.version })
      : policies.map((one) => t('explain.total.policy', { title: one.title, n: format.number(one.requests) })).join('; ')
  return `${rates} ${t('explain.total.stored', { stored: format.number(storedRequests), n: format.number(requests) })}`
}
