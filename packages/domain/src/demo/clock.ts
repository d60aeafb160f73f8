/** Western Indonesia is seven hours ahead of UTC all year. */
const wib = 7 * 3_600_000

/** The instant, in milliseconds, of a minute counted from 00:00 of a date at the plant. */
export const instantAt = (date: string, minute: number): number => Date.parse(`${date}T00:00:00Z`) + minute * 60_000 - wib

/** The date at the plant of an instant in milliseconds. */
export const localDay = (at: number): string => new Date(at + wib).toISOString().slice(0, 10)
