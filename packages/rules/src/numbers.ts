/** The short number that people say on the phone, running per organisation and year: `OT-2026-000123` (settled by the plant, decision 19). */
export function requestNumber(year: number, n: number): string {
  return `OT-${year}-${String(n).padStart(6, '0')}`
}

/**
 * Reads a request number as people type it: any case, spaces for dashes, without the leading noughts.
 * @returns null if it is none
 */
export function parseRequestNumber(text: string): { year: number; n: number } | null {
  const match = /^ot[\s-]*(\d{4})[\s-]+(\d{1,9})$/i.exec(text.trim())
  const n = Number(match?.[2])
  return match && n >= 1 ? { year: Number(match[1]), n } : null
}
