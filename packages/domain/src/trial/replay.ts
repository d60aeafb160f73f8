import { setImmediate as turn } from 'node:timers/promises'
import { type Ctx, read, readOne } from '../kernel/index.ts'
import { type WageBook, wageBook } from '../wage/index.ts'
import { judgePerson, type Setting } from './judge.ts'
import type { TrialRecord } from './row.ts'
import { nextPeople, type ReplayedPerson } from './rows.ts'
import { settingOf } from './setting.ts'
import { begin, type Standing, standingOf, stillUnderWay, store } from './standing.ts'
import { type PersonFigures, withMoney, withPeople } from './sums.ts'

/** So many people are judged and stored at once: of a year some 20,000 requests, about a second of work and a few megabytes. */
const peopleAStep = 100
/** The loop is let go after so many, so that the worker can say that it lives and the next people come in meanwhile. */
const peopleATurn = 10
const announceMilliseconds = 1000

export type Replay = {
  /** Judges and stores the next people. False: it is done, or was stopped or thrown away. `now` is when it is called. */
  next(now: Date): Promise<boolean>
}

/**
 * Takes up a trial where it stands, which after a worker was killed is behind the last people it has stored; null where it is
 * over or gone. Errors: PolicyProblem, where the tried layer is not right; `secret.no_key`.
 */
export async function openReplay(ctx: Ctx, id: string, { size = peopleAStep } = {}): Promise<Replay | null> {
  const trial = await begin(ctx, id)
  if (!trial) return null
  const setting = await read(ctx, (tx) => settingOf(ctx, tx, trial))
  const { policyId, lastDate: to, result } = trial
  const people = ahead((after) =>
    readOne(ctx, (sql) => nextPeople({ sql }, { policyId, reach: result.reach, after, size, from: setting.readFrom, to })),
  )
  let standing = standingOf(ctx, trial)
  let announcedAt = 0
  return {
    async next(now) {
      const batch = await people(standing.lastEmployeeId)
      const isLast = batch.length < size
      const wages = trial.withWages ? await wagesOf(ctx, trial, batch) : null
      const figures = await judgeAll({ ...setting, wageOf: wages && ((employeeId, date) => wages.of(employeeId, date)) }, batch)
      const reached = withFigures(standing, batch, figures)
      const isTold = isLast || now.getTime() - announcedAt >= announceMilliseconds
      if (await store({ ...ctx, now }, trial, { from: standing, to: reached, isLast, isTold })) {
        standing = reached
        if (isTold) announcedAt = now.getTime()
        return !isLast
      }
      // Stopped or thrown away; or another worker has stored these very people, and it goes on behind them.
      const elsewhere = await stillUnderWay(ctx, id)
      if (elsewhere) standing = standingOf(ctx, elsewhere)
      return elsewhere !== null
    },
  }
}

type Rows = readonly ReplayedPerson[]

/** Reads people behind somebody, and those behind them while they are judged. */
function ahead(readBehind: (after: string | null) => Promise<Rows>): (after: string | null) => Promise<Rows> {
  let waiting: { after: string | null; rows: Promise<Rows> } | null = null
  return async (after) => {
    const rows = await (waiting?.after === after ? waiting.rows : readBehind(after))
    waiting = null
    const last = rows.at(-1)
    if (last) {
      waiting = { after: last.id, rows: readBehind(last.id) }
      // Whoever asks for them hears of it; after a stop nobody asks.
      waiting.rows.catch(() => undefined)
    }
    return rows
  }
}

const wagesOf = (ctx: Ctx, { firstDate, lastDate }: TrialRecord, batch: Rows): Promise<WageBook> =>
  read(ctx, (tx) => wageBook(ctx, tx, { employeeIds: batch.map(({ id }) => id), from: firstDate, to: lastDate }))

async function judgeAll(setting: Setting, batch: Rows): Promise<PersonFigures[]> {
  const figures: PersonFigures[] = []
  for (const [index, person] of batch.entries()) {
    const judged = judgePerson(setting, person)
    if (judged) figures.push(judged)
    if (index % peopleATurn === peopleATurn - 1) await turn()
  }
  return figures
}

function withFigures(standing: Standing, batch: Rows, figures: readonly PersonFigures[]): Standing {
  const sums = withPeople(standing.sums, figures)
  return {
    lastEmployeeId: batch.at(-1)?.id ?? standing.lastEmployeeId,
    peopleDone: standing.peopleDone + batch.length,
    sums,
    money: standing.money && withMoney(standing.money, figures, sums.changed),
  }
}
