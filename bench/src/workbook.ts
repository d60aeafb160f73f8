import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ReportKind, type ReportRow, reportKinds } from '@lembur/contracts/reports'
import { buildWorkbookFile } from '@lembur/reports/build'

// One workbook in a process of its own, so that its peak memory is its own: node workbook.ts KIND ROWS
const [kind = 'daily-form', count = '10000'] = process.argv.slice(2)
const rows = Number(count)
const isKind = (text: string): text is ReportKind => (reportKinds as readonly string[]).includes(text)
if (!isKind(kind)) throw new Error(`No such workbook: ${kind}`)

const reasons = ['Production deadline', 'Machine maintenance', 'Customer audit', 'Trial run', 'Stock taking']
function* requests(): Generator<ReportRow> {
  for (let at = 0; at < rows; at++) {
    const department = String(Math.floor((at * 20) / rows) + 1).padStart(2, '0')
    yield {
      departmentCode: `D${department}`,
      departmentName: `Department ${department}`,
      workerId: `MW${String(at % 5000).padStart(7, '0')}`,
      employeeName: `Employee ${at % 5000}`,
      workDate: `2026-06-${String((at % 25) + 1).padStart(2, '0')}`,
      timeStart: '17:20',
      timeEnd: '20:50',
      minutes: 180,
      hasBreak: at % 3 === 0,
      kind: 'weekday',
      reason: reasons[at % reasons.length]!,
      detail: `Work order ${at}, line ${at % 12}, requested by the shift leader`,
    }
  }
}

const path = join(tmpdir(), `lembur-bench-${process.pid}.xlsx`)
const start = performance.now()
const range = kind.startsWith('daily') ? { start: '2026-06-11', end: '2026-06-11' } : { start: '2026-05-26', end: '2026-06-25' }
const { size } = await buildWorkbookFile(kind, range, requests(), path)
const seconds = (performance.now() - start) / 1000
rmSync(path)
process.send?.({ type: 'built', seconds, peakMb: process.resourceUsage().maxRSS / 1024, bytes: size })
