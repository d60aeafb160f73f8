import type { PolicySentence } from '@lembur/contracts/policies'
import type { Condition, PolicyDocument } from '@lembur/contracts/policy'

type Rule = { when?: Condition | undefined }

/** The rule that a sentence says, whole: a sentence leaves out what nobody reads first. Null where it says no single rule. */
export function ruleOf({ code, path, values }: PolicySentence, document: PolicyDocument | null): Rule | null {
  if (!document) return null
  const id = String(values.id)
  switch (code) {
    case 'premium':
      return document.premiums[id] ?? null
    case 'cap':
      return document.caps[id] ?? null
    case 'average':
      return document.averages[id] ?? null
    case 'rest':
      return document.rests[id] ?? null
    case 'break':
      return document.breaks[id] ?? null
    case 'spread':
      return document.spreads[id] ?? null
    case 'consecutive_days':
      return document.consecutiveDays[id] ?? null
    case 'ban':
      return document.bans[id] ?? null
    case 'obligation':
      return document.obligations[id] ?? null
    case 'wage':
      return document.wages[Number(path.split('.')[1])] ?? null
    default:
      return null
  }
}
