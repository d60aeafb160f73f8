import { addDays, isoWeekday } from '@lembur/rules/dates'

/** Today where the demo plant is, `YYYY-MM-DD`. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(new Date())

/** Days of the year that the demo plant does not work on, whatever the year. */
const recurring = ['01-01', '05-01', '06-01', '08-17', '12-25']

/** The first ordinary weekday that many days from today, or after it. Tests share the plant: each takes days that no other takes. */
export function weekdayIn(days: number): string {
  const date = addDays(today(), days)
  return isoWeekday(date) <= 5 && !recurring.includes(date.slice(5)) ? date : weekdayIn(days + 1)
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** As the English calendar names a month, "March 2027", and a day, "Monday, March 1, 2027". */
export const monthName = (date: string): string => `${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
export const dayName = (date: string): RegExp =>
  new RegExp(`${months[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8))}, ${date.slice(0, 4)}$`)
