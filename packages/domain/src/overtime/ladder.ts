import type { ExplainedBand, Ladder, RuleSource } from '@lembur/contracts/explain'
import type { ForecastLine } from '@lembur/contracts/overtime'
import type { PolicyDocument } from '@lembur/contracts/policy'
import { isByPolicy } from '@lembur/rules/breaks'
import { formatClock } from '@lembur/rules/clock'
import { exact, fractionText } from '@lembur/rules/policy/fraction'
import type { Ctx } from '../kernel/index.ts'
import type { BookedPolicy } from '../policy/index.ts'
import { dayOf } from './day.ts'
import type { Around, Judged, Judging } from './judged.ts'
import { ownCaps } from './own-caps.ts'
import { breakOf } from './row.ts'
import { policyBreaks } from './shift.ts'

/** What a ladder says of a request beside what a policy makes of it. */
export type Laddered = Judging & { minutes: number; breakMinutes: number; kindOverrideReason: string | null }

/** The ladder of a request that has been judged; `plant` are the plant's limits with it counted. */
export function ladderOf(ctx: Ctx, around: Around, of: Laddered, verdict: Judged, plant: ForecastLine[]): Ladder {
  const { booked, evaluation, violations } = verdict
  const { document } = booked.policy
  const span = { start: of.startMinute, end: of.endMinute }
  const taken = (of.breaks ?? []).map(([start, end, touched]) => breakOf({ start, end }, touched))
  const calendar = dayOf(of.workDate, around.holidays)
  return {
    asked: {
      workDate: of.workDate,
      timeStart: formatClock(of.startMinute),
      timeEnd: formatClock(of.endMinute),
      startMinute: of.startMinute,
      endMinute: of.endMinute,
      minutes: of.endMinute - of.startMinute,
    },
    breaks: {
      minutes: of.breakMinutes,
      taken,
      byPolicy: policyBreaks(ctx, span).map((rest) => breakOf(rest, false)),
      isByPolicy: isByPolicy(
        taken.map(({ startMinute, endMinute }) => ({ start: startMinute, end: endMinute })),
        span,
        ctx.plant.breakPolicy,
      ),
    },
    day: { kind: of.kind, calendarKind: calendar.kind, holidayTitle: calendar.holidayTitle, overrideReason: of.kindOverrideReason },
    rules: rulesOf(verdict),
    caps: {
      plant,
      law: ownCaps(verdict).map((cap) => ({ ...cap, source: sourceOf(document, cap.article) })),
      averages: evaluation.averages,
    },
    counts: { minutes: of.minutes },
    policy: policyOf(booked),
    obligations: evaluation.obligations,
    violations: violations.map((violation) => ({ ...violation, source: sourceOf(document, violation.article) })),
    trace: evaluation.trace,
  }
}

/** The hours of a request by rate, and where each rate lies. */
export function rulesOf({ booked, own }: Pick<Judged, 'booked' | 'own'>): Ladder['rules'] {
  return {
    bands: own.bands.map(bandOf(booked.policy.document)),
    pieces: own.pieces.map(({ start, end, ...piece }) => ({ startMinute: start, endMinute: end, ...piece })),
    payableMinutes: own.payableMinutes,
  }
}

/** The policy that judged, by the names it has now. */
export function policyOf({ policy: { document }, title, versionNumber, versionId }: BookedPolicy): Ladder['policy'] {
  return { title, pack: document.pack, version: document.version, versionNumber, versionId }
}

/** What may become a link: a page, or a file of the product's own. A policy is written by people, and a script is none of these. */
const isAddress = /^(https?:\/\/|\/api\/)/i

/** Where an article stands written; a source that is one of the plant's regulation documents names it. */
export function sourceOf({ sources }: PolicyDocument, article: string | null): RuleSource | null {
  if (article === null) return null
  const source = Object.values(sources).find((each) => each.article === article)
  const url = source?.url && isAddress.test(source.url) ? source.url : null
  const documentId = url?.match(/regulation-documents\/([0-9a-f-]{36})/i)?.[1] ?? null
  return { article, confidence: source?.confidence ?? null, url, documentId }
}

/** A band with what its minutes count as. */
export const bandOf =
  (document: PolicyDocument) =>
  (band: Judged['own']['bands'][number]): ExplainedBand => ({
    ...band,
    payableMinutes: band.inPay && !band.flatDays ? fractionText(exact(band.rate).mul(band.minutes)) : '0',
    source: sourceOf(document, band.article),
  })
