import type { Language } from '@lembur/contracts/identity'

interface Words {
  weekdays: string[]
  longWeekdays: string[]
  months: string[]
  longMonths: string[]
  today: string
  yesterday: string
  tomorrow: string
  hour: string
  minute: string
  day: string
  decimal: '.' | ','
  group: '.' | ','
}

const split = (text: string) => text.split(' ')
const chineseWeekdays = split('周日 周一 周二 周三 周四 周五 周六')
const chineseMonths = split('1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月')

/** Names of days and months as the plant writes them; Intl has commas and "Sept", which the forms do not. */
export const words: Record<Language, Words> = {
  en: {
    weekdays: split('Sun Mon Tue Wed Thu Fri Sat'),
    longWeekdays: split('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
    months: split('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
    longMonths: split('January February March April May June July August September October November December'),
    today: 'today',
    yesterday: 'yesterday',
    tomorrow: 'tomorrow',
    hour: 'h',
    minute: 'min',
    day: 'd',
    decimal: '.',
    group: ',',
  },
  id: {
    weekdays: split('Min Sen Sel Rab Kam Jum Sab'),
    longWeekdays: split('Minggu Senin Selasa Rabu Kamis Jumat Sabtu'),
    months: split('Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'),
    longMonths: split('Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'),
    today: 'hari ini',
    yesterday: 'kemarin',
    tomorrow: 'besok',
    hour: 'jam',
    minute: 'mnt',
    day: 'hari',
    decimal: ',',
    group: '.',
  },
  zh: {
    weekdays: chineseWeekdays,
    longWeekdays: chineseWeekdays,
    months: chineseMonths,
    longMonths: chineseMonths,
    today: '今天',
    yesterday: '昨天',
    tomorrow: '明天',
    hour: '小时',
    minute: '分钟',
    day: '天',
    decimal: '.',
    group: ',',
  },
}
