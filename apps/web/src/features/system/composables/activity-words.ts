import { dayKinds, overtimeStatuses } from '@lembur/contracts/overtime'
import { reportStates } from '@lembur/contracts/reports'
import type { Activity } from '@lembur/contracts/system'
import { z } from 'zod'
import type { Format } from '@/app/format.ts'
import { i18n } from '@/app/i18n.ts'

const { t, te } = i18n.global

/** What is told of a write: its verb in the reader's language; one this client does not know yet as it is stored. */
export function actionWords(action: string): string {
  const key = `system.action.${action}`
  return te(key) ? t(key) : readable(action)
}

/** "asset.lend_out" as "Asset · lend out". */
const readable = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replace('.', ' · ')
    .replace(/^./, (letter) => letter.toUpperCase())

type Tree = { [name: string]: Tree | string }
const leaves = (tree: Tree, path: string): string[] =>
  Object.entries(tree).flatMap(([name, inside]) => (typeof inside === 'string' ? [path + name] : leaves(inside, `${path}${name}.`)))

/** Every verb this client has a word for, in the order of the words. */
export function actionChoices(): { value: string; label: string }[] {
  const { locale } = i18n.global
  const system = i18n.global.getLocaleMessage(locale.value).system as { action: Tree }
  return leaves(system.action, '')
    .map((value) => ({ value, label: actionWords(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale.value))
}

/** What kind of thing was written to. */
export function subjectWord(type: string): string {
  const key = `system.subject.${type}`
  return te(key) ? t(key) : readable(type)
}

export function fieldWord(field: string): string {
  const key = `system.field.${field}`
  return te(key) ? t(key) : field
}

/** Numbers that only machines read. */
const technical = /^(id|version|numberYear|sha256|session)$|Ids?$/

export interface ChangedField {
  field: string
  before: unknown
  after: unknown
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The fields of an entry that mean something to a person, and that held or hold anything. */
export function changedFields({ before, after }: Pick<Activity, 'before' | 'after'>): ChangedField[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names]
    .filter((name) => !technical.test(name))
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((one) => !(isEmpty(one.before) && isEmpty(one.after)))
}

/** Breaks are kept as tuples: start, end, whether somebody placed them. */
const Breaks = z.array(z.tuple([z.int(), z.int()]).rest(z.unknown()))

const isOneOf = <Word extends string>(words: readonly Word[], value: unknown): value is Word => words.some((word) => word === value)

/** A value as people write it: minutes of a day as a time, lengths in hours, dates and states in words. */
export function valueWords({ field, value }: { field: string; value: unknown }, format: Format): string {
  if (isEmpty(value)) return '–'
  const breaks = Breaks.safeParse(value)
  if (breaks.success) return breaks.data.map(([start, end]) => format.clockSpan(start, end)).join(', ')
  if (typeof value === 'boolean') return t(value ? 'system.yes' : 'system.no')
  if (typeof value === 'number') {
    if (/Minute$/.test(field)) return format.clock(value)
    return /minutes$/i.test(field) ? format.hoursUnit(value) : String(value)
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.longDate(value)
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return format.dateTime(value)
  if (isOneOf(overtimeStatuses, value)) return t(`parts.status.${value}`)
  if (isOneOf(dayKinds, value)) return t(`parts.kind.${value}`)
  return field === 'state' && isOneOf(reportStates, value) ? t(`reports.state.${value}`) : value
}
