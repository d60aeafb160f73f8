import { Problem } from '@lembur/contracts/errors'
import type { z } from 'zod'
import { i18n } from './i18n.ts'
import { detailWords } from './problem.ts'

/** The answer to an upload: what the server made of it, or a sentence of what is wrong, in the reader's language. */
export type FileAnswer<Data> = { data: Data } | { sentence: string }

/** Sends a file with some fields over HTTP, as a form does: tRPC carries no files. The cookie says who sends it. */
export async function postFile<Schema extends z.ZodType>(
  address: string,
  file: File,
  fields: Record<string, string>,
  schema: Schema,
): Promise<FileAnswer<z.infer<Schema>>> {
  const { t, te } = i18n.global
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', file)
  try {
    const response = await fetch(address, { method: 'POST', body: form })
    const body: unknown = await response.json()
    if (response.ok) return { data: schema.parse(body) }
    const problem = Problem.safeParse(body)
    const key = `errors.${problem.data?.code ?? ''}`
    return { sentence: te(key) ? t(key, detailWords(problem.data?.details)) : (problem.data?.message ?? t('errors.no_answer')) }
  } catch {
    return { sentence: t('errors.no_answer') }
  }
}
