import type { HolidayRule } from '@lembur/rules/day-kind'

/** A holiday as it is entered: the English title, and how the decree calls it. */
export type DemoHoliday = HolidayRule & { description: string }

type Named = [monthDay: string, title: string, description: string]

const fixed: Named[] = [
  ['01-01', 'New Year', 'Tahun Baru Masehi'],
  ['05-01', 'Labour Day', 'Hari Buruh Internasional'],
  ['06-01', 'Pancasila Day', 'Hari Lahir Pancasila'],
  ['08-17', 'Independence Day', 'Proklamasi Kemerdekaan'],
  ['12-25', 'Christmas', 'Kelahiran Yesus Kristus'],
]

const israMikraj = ['Isra Mikraj', 'Isra Mikraj Nabi Muhammad SAW'] as const
const goodFriday = ['Good Friday', 'Wafat Yesus Kristus'] as const
const easter = ['Easter', 'Kebangkitan Yesus Kristus (Paskah)'] as const
const ascension = ['Ascension Day', 'Kenaikan Yesus Kristus'] as const
const maulid = ['Maulid Nabi', 'Maulid Nabi Muhammad SAW'] as const

/**
 * Indonesian national holidays that move. 2025: joint decree of three ministers 1017/2024, 2/2024, 2/2024 of 14 October 2024.
 * 2026: joint decree 1497/2025, 2/2025, 5/2025 of 19 September 2025. 2027: computed calendars, until its decree is entered; the sight
 * of the moon may move the Islamic dates by a day. Collective leave (cuti bersama) is no holiday and not listed.
 */
const moving: Record<number, Named[]> = {
  2025: [
    ['01-27', ...israMikraj],
    ['01-29', 'Chinese New Year', 'Tahun Baru Imlek 2576 Kongzili'],
    ['03-29', 'Nyepi', 'Hari Suci Nyepi (Tahun Baru Saka 1947)'],
    ['03-31', 'Idulfitri', 'Idulfitri 1446 Hijriah'],
    ['04-01', 'Idulfitri', 'Idulfitri 1446 Hijriah'],
    ['04-18', ...goodFriday],
    ['04-20', ...easter],
    ['05-12', 'Waisak', 'Hari Raya Waisak 2569 BE'],
    ['05-29', ...ascension],
    ['06-06', 'Iduladha', 'Iduladha 1446 Hijriah'],
    ['06-27', '1 Muharram', 'Tahun Baru Islam 1447 Hijriah'],
    ['09-05', ...maulid],
  ],
  2026: [
    ['01-16', ...israMikraj],
    ['02-17', 'Chinese New Year', 'Tahun Baru Imlek 2577 Kongzili'],
    ['03-19', 'Nyepi', 'Hari Suci Nyepi (Tahun Baru Saka 1948)'],
    ['03-21', 'Idulfitri', 'Idulfitri 1447 Hijriah'],
    ['03-22', 'Idulfitri', 'Idulfitri 1447 Hijriah'],
    ['04-03', ...goodFriday],
    ['04-05', ...easter],
    ['05-14', ...ascension],
    ['05-27', 'Iduladha', 'Iduladha 1447 Hijriah'],
    ['05-31', 'Waisak', 'Hari Raya Waisak 2570 BE'],
    ['06-16', '1 Muharram', 'Tahun Baru Islam 1448 Hijriah'],
    ['08-25', ...maulid],
  ],
  2027: [
    ['01-05', ...israMikraj],
    ['02-06', 'Chinese New Year', 'Tahun Baru Imlek 2578 Kongzili'],
    ['03-08', 'Nyepi', 'Hari Suci Nyepi (Tahun Baru Saka 1949)'],
    ['03-10', 'Idulfitri', 'Idulfitri 1448 Hijriah'],
    ['03-11', 'Idulfitri', 'Idulfitri 1448 Hijriah'],
    ['03-26', ...goodFriday],
    ['03-28', ...easter],
    ['05-06', ...ascension],
    ['05-16', 'Iduladha', 'Iduladha 1448 Hijriah'],
    ['05-20', 'Waisak', 'Hari Raya Waisak 2571 BE'],
    ['06-06', '1 Muharram', 'Tahun Baru Islam 1449 Hijriah'],
    ['08-15', ...maulid],
  ],
}

/** The holidays from one year to another: those on a fixed day once, as recurring; the moving ones of every year that is listed. */
export function holidaysBetween(firstYear: number, lastYear: number): DemoHoliday[] {
  const entered =
    (year: number, isRecurring: boolean) =>
    ([monthDay, title, description]: Named) => ({
      date: `${year}-${monthDay}`,
      title,
      description,
      isRecurring,
    })
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index)
  return [...fixed.map(entered(firstYear, true)), ...years.flatMap((year) => (moving[year] ?? []).map(entered(year, false)))]
}
