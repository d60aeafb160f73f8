import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReportFile, ReportKind } from '@lembur/contracts/reports'
import { openShares } from '@lembur/domain/connection'
import type { Ctx } from '@lembur/domain/kernel'
import { submitOvertime } from '@lembur/domain/overtime'
import { reportsOfDate } from '@lembur/domain/report'
import { type World, world } from '@lembur/domain/testing'
import { folderShare } from '@lembur/reports/share/folder'
import { shareOfConnection } from '@lembur/reports/share/from-settings'
import type { FileShare } from '@lembur/reports/share/port'
import { readWorkbook } from '@lembur/reports/testing/workbook'
import type { Given } from '../handler.ts'
import { openLog } from '../log.ts'

type Person = { id: string; departmentId: string | null }

export type Workplace = World & {
  /** The local folder that is the share. */
  folder: string
  /** That folder as the share of the environment. */
  share: FileShare
  given: Given
  /** The same, with another share of the environment. */
  givenWith(share: FileShare): Given
  /** What `given.log` was told. */
  lines: Record<string, unknown>[]
  /** Someone who may do everything that these tests do. */
  admin: Ctx
  /** Files a request of three hours and answers its id; each call of the same date wants another start. */
  file(person: Person, workDate: string, timeStart?: string, reason?: string): Promise<string>
  /** The four workbooks of a date, by kind. */
  files(date: string): Promise<Record<ReportKind, ReportFile>>
}

/** A plant with a real database, real queues and a folder as its share; no worker runs yet. */
export async function workplace(databaseUrl: string): Promise<Workplace> {
  const here = await world(databaseUrl)
  const folder = await mkdtemp(join(tmpdir(), 'lembur-share-'))
  // Today, as the worker has it.
  const admin = { ...(await here.actor('developer')), now: new Date() }
  const lines: Record<string, unknown>[] = []
  const share = folderShare({ root: folder })
  const log = openLog('info', { write: (line) => lines.push(JSON.parse(line)) })
  const givenWith = (of: FileShare): Given => ({
    services: here.services,
    shares: openShares(here.services, of, shareOfConnection),
    now: () => new Date(),
    log,
  })
  return {
    ...here,
    folder,
    lines,
    admin,
    share,
    given: givenWith(share),
    givenWith,
    async file(person, workDate, timeStart = '17:00', reason = 'Urgent lot') {
      const end = `${String(Number(timeStart.slice(0, 2)) + 3).padStart(2, '0')}${timeStart.slice(2)}`
      const projectId = here.plant.projects.fixture.id
      const input = { employeeId: person.id, projectId, workDate, timeStart, timeEnd: end, reason, detail: '' }
      return (await submitOvertime(admin, input)).row.id
    },
    async files(date) {
      const found = await reportsOfDate(admin, { date })
      return Object.fromEntries(found.map((file) => [file.kind, file])) as Record<ReportKind, ReportFile>
    },
    async end() {
      await here.end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The texts of a column below the headings, sheet by sheet, of a workbook of the share. */
export async function columnOf(path: string, column: number, firstRow: number): Promise<Record<string, string[]>> {
  const book = await readWorkbook(await readFile(path))
  return Object.fromEntries(
    book.worksheets.map((sheet) => {
      const cells: string[] = []
      for (let row = firstRow; row <= sheet.rowCount; row++) {
        const { text } = sheet.getCell(row, column)
        if (text) cells.push(text)
      }
      return [sheet.name, cells]
    }),
  )
}
