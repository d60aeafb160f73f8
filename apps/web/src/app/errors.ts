import { i18n } from './i18n.ts'
import { detailWords, fieldCodes, problemOf } from './problem.ts'

export { fieldCodes, problemOf, requestIdOf } from './problem.ts'

const { t, te } = i18n.global

/** One sentence in the reader's language for whatever went wrong. A code this client does not know yet says the server's own sentence. */
export function sentenceOf(error: unknown): string {
  const problem = problemOf(error)
  if (!problem) return t('errors.no_answer')
  const key = `errors.${problem.code}`
  return te(key) ? t(key, detailWords(problem.details)) : problem.message
}

/** The sentence of a field's code ("text.required"). */
export function fieldSentence(code: string): string {
  const key = `errors.${code}`
  return te(key) ? t(key) : t('errors.field.invalid')
}

/** The sentence for what is wrong where no field says it; null where nothing is, or the fields say it all. */
export const sentenceBesideFields = (error: unknown): string | null =>
  error && Object.keys(fieldCodes(problemOf(error))).length === 0 ? sentenceOf(error) : null

/** Sentences beside the fields they belong to, by path; empty where the error is not about fields. */
export function fieldSentences(error: unknown): Record<string, string> {
  const codes = fieldCodes(problemOf(error))
  return Object.fromEntries(Object.entries(codes).map(([path, code]) => [path, fieldSentence(code)]))
}
