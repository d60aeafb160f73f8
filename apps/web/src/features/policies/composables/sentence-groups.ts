import type { PolicyDescription, PolicySentence } from '@lembur/contracts/policies'
import { ruleOf } from './sentence-rule.ts'

/** What became of a rule of the pack in the plant's policy. */
export type Mark = 'added' | 'changed' | 'removed'
export interface MarkedSentence {
  sentence: PolicySentence
  mark: Mark | null
  /** What the pack says in its place. */
  before: PolicySentence | null
}
export interface SentenceGroup {
  /** `hours`, `limits`, … or `day:KIND`. */
  key: string
  lines: MarkedSentence[]
}

const groups: Record<string, string> = {
  norm: 'hours',
  norm_scheduled: 'hours',
  midnight: 'hours',
  night: 'hours',
  premium: 'premiums',
  cap: 'limits',
  average: 'limits',
  rest: 'limits',
  break: 'limits',
  spread: 'limits',
  consecutive_days: 'limits',
  ban: 'limits',
  obligation: 'owed',
  wage: 'money',
  rounding: 'money',
}
const groupOf = ({ code, values }: PolicySentence) =>
  groups[code] ?? (code === 'seventh_day' ? 'day:seventhDay' : typeof values.day === 'string' ? `day:${values.day}` : 'limits')

type Reading = Pick<PolicyDescription, 'sentences' | 'document'>
const ordered = (of: unknown) =>
  JSON.stringify(of, (_, value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b))) : value,
  )
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
/** Two rules are the same where they say the same and are the same in what a sentence leaves out. */
const said = (sentence: PolicySentence, { document }: Reading) => ordered([sentence.code, sentence.values, ruleOf(sentence, document)])
const place = ({ code, path }: PolicySentence) => (code === 'when' ? `${path}?` : path)

/**
 * Each sentence with what the plant changed of it against the pack's; a rule of the pack that is no more keeps its place at the end
 * of its group. Without the pack's sentences nothing is marked.
 */
export function marked(own: Reading, pack: Reading | null): MarkedSentence[] {
  if (!pack) return own.sentences.map((sentence) => ({ sentence, mark: null, before: null }))
  const ofPack = new Map(pack.sentences.map((sentence) => [place(sentence), sentence]))
  const lines = own.sentences.map((sentence): MarkedSentence => {
    const before = ofPack.get(place(sentence)) ?? null
    ofPack.delete(place(sentence))
    if (!before) return { sentence, mark: 'added', before }
    return said(before, pack) === said(sentence, own) ? { sentence, mark: null, before: null } : { sentence, mark: 'changed', before }
  })
  return [...lines, ...[...ofPack.values()].map((sentence): MarkedSentence => ({ sentence, mark: 'removed', before: null }))]
}

/** Sentences under their headings, in the order in which the policy says them; open questions and remarks stand elsewhere. */
export function grouped(lines: readonly MarkedSentence[]): SentenceGroup[] {
  const byGroup = Map.groupBy(
    lines.filter(({ sentence }) => sentence.code !== 'open_question' && sentence.code !== 'remark'),
    ({ sentence }) => groupOf(sentence),
  )
  return [...byGroup].map(([key, own]) => ({ key, lines: own }))
}
