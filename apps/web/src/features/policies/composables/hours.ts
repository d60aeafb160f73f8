/** Minutes as hours to type: 450 → "7.5". What is no number of minutes stays as it was typed. */
export function hoursShown(value: unknown): string {
  if (typeof value === 'number') return String(Math.round((value / 60) * 1e4) / 1e4)
  return typeof value === 'string' ? value : ''
}

/** What was typed as hours, with a point or a comma, in whole minutes; other text stays text, for the server to refuse. Empty is null. */
export function minutesTyped(text: string): number | string | null {
  const typed = text.trim()
  if (typed === '') return null
  const clock = /^(\d{1,4}):([0-5]\d)$/.exec(typed)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  return /^\d{1,5}([.,]\d{1,4})?$/.test(typed) ? Math.round(Number(typed.replace(',', '.')) * 60) : text
}
