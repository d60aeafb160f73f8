import { batakClans, batakGiven, chineseNames, familyNames, givenNames, singleNames } from './names.ts'
import { departments } from './plant.ts'
import { type Random, randomOf } from './random.ts'

export type DemoPerson = {
  workerId: string
  name: string
  departmentCode: string
  isEnabled: boolean
  excludeFromReports: boolean
  periodStartDay: number | null
  /** How readily he stays on, 0 to 1. */
  eagerness: number
}

/** The people that accounts and told stories are about; the others are drawn. */
const known: readonly (readonly [workerId: string, name: string, departmentCode: string])[] = [
  ['MW1903310', 'Eko Prasetyo', 'SMT-1'],
  ['MW1700921', 'Ratna Sari Dewi', 'SMT-1'],
  ['MW2104417', '陈伟', 'SMT-1'],
  ['MW2001145', 'Wahyu Hidayat', 'SMT-2'],
  ['MW1601004', 'Tumpal Hutapea', 'SMT-2'],
  ['MW2301187', 'Budi Santoso', 'SMT-2'],
  ['MW2205530', 'Yohanes Sihombing', 'SMT-2'],
  ['MW1802203', 'Dewi Lestari', 'ASSY-1'],
  ['MW1904488', 'Sri Wahyuni', 'ASSY-1'],
  ['MW2402210', 'Agus Setiawan', 'ASSY-1'],
  ['MW2402218', 'Putri Handayani', 'ASSY-1'],
  ['MW2311096', 'Fajar Nugroho', 'ASSY-1'],
  ['MW2209981', 'Maria Simanjuntak', 'ASSY-1'],
  ['MW2107763', 'Siti Rahmawati', 'QA'],
  ['MW2106612', 'Andi Saputra', 'QA'],
  ['MW2310042', 'Nurul Hidayah', 'QA'],
  ['MW1802950', 'Rudi Hermawan', 'WHSE'],
  ['MW1700377', 'Suparman', 'WHSE'],
  ['MW2304471', 'Hendra Wijaya', 'WHSE'],
  ['MW2306650', 'Lina Marpaung', 'WHSE'],
  ['MW1800412', 'Bambang Hartono', 'K390140R1C'],
  ['MW1900088', '林伟杰', 'K390140R1C'],
  ['MW2400549', 'Rizky Pratama', 'K390140R1C'],
]

/** How many people a plant of the demo has at least. */
export const fewestPeople = departments.reduce((sum, department) => sum + department.people, 0)

/**
 * The people, `count` of them (120 at least): the known ones, and as many more in each department as it has. Two have left and are
 * disabled, three are left out of the workbooks, four have the period of the 18th; none of these is a known one.
 */
export function demoPeople(count: number): DemoPerson[] {
  const random = randomOf('people')
  const names = new Set(known.map(([, name]) => name))
  const workerIds = new Set(known.map(([workerId]) => workerId))
  const scale = count / fewestPeople
  const people = departments.flatMap(({ code, people: size }) => {
    const here = known.filter(([, , departmentCode]) => departmentCode === code)
    const others = Array.from({ length: Math.max(0, Math.round(size * scale) - here.length) }, () => {
      const name = newName(random, names, count > fewestPeople)
      return [newWorkerId(random, workerIds), name, code] as const
    })
    return [...here, ...others].map(([workerId, name, departmentCode]) => ({
      workerId,
      name,
      departmentCode,
      isEnabled: true,
      excludeFromReports: false,
      periodStartDay: null,
      eagerness: 0.08 + random.next() ** 2,
    }))
  })
  return marked(people)
}

function marked(people: DemoPerson[]): DemoPerson[] {
  const isKnown = new Set(known.map(([workerId]) => workerId))
  const drawn = people.filter(({ workerId }) => !isKnown.has(workerId))
  const every = (share: number) => drawn[Math.floor(drawn.length * share)]!.workerId
  const disabled = new Set([0.35, 0.72].map(every))
  const excluded = new Set([0.05, 0.5, 0.93].map(every))
  const fromThe18th = new Set([0.12, 0.41, 0.63, 0.97].map(every))
  return people.map((person) => ({
    ...person,
    isEnabled: !disabled.has(person.workerId),
    excludeFromReports: excluded.has(person.workerId),
    periodStartDay: fromThe18th.has(person.workerId) ? 18 : null,
  }))
}

/** In a plant of thousands people share names; in a small one each has his own. */
function newName(random: Random, taken: Set<string>, mayShare: boolean): string {
  for (;;) {
    const name = random.weighted([
      [() => `${random.pick(givenNames)} ${random.pick(familyNames)}`, 78],
      [() => `${random.pick(batakGiven)} ${random.pick(batakClans)}`, 12],
      [() => random.pick(singleNames), 5],
      [() => random.pick(chineseNames), 5],
    ])()
    if (taken.has(name) && !mayShare) continue
    taken.add(name)
    return name
  }
}

/** MW, the year of entry, and a number of five digits. */
function newWorkerId(random: Random, taken: Set<string>): string {
  for (;;) {
    const workerId = `MW${random.whole(15, 25)}${String(random.whole(1, 12_999)).padStart(5, '0')}`
    if (taken.has(workerId)) continue
    taken.add(workerId)
    return workerId
  }
}
