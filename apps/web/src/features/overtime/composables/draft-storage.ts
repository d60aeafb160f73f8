import { z } from 'zod'

const Stored = z.object({
  id: z.string(),
  employee: z.object({ id: z.string(), label: z.string(), detail: z.string().optional() }).nullable(),
  project: z.object({ id: z.string(), label: z.string() }).nullable(),
  workDate: z.string(),
  start: z.int(),
  end: z.int(),
  breaks: z.array(z.object({ start: z.int(), end: z.int(), touched: z.boolean() })),
  breaksFixed: z.boolean(),
  reason: z.string(),
  detail: z.string(),
})
export type StoredDraft = z.infer<typeof Stored>

/** Where one person's draft lies on this device. */
export const placeOf = (userId: string | undefined): string => `lembur.draft.${userId ?? 'nobody'}`

/**
 * The draft kept on this device. One in which nothing was written yet is no work to keep: of it only who and what for remain, so
 * that the next morning begins with its own date.
 */
export function readDraft(place: string): Partial<StoredDraft> {
  let stored: StoredDraft
  try {
    stored = Stored.parse(JSON.parse(localStorage.getItem(place) ?? 'null'))
  } catch {
    return {} // an unreadable draft is no draft
  }
  const { employee, project, reason, detail } = stored
  return reason || detail ? stored : { employee, project }
}

export function keepDraft(place: string, draft: StoredDraft): void {
  localStorage.setItem(place, JSON.stringify(Stored.parse(draft)))
}
