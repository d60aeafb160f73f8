import { availableParallelism } from 'node:os'
import { endCommands } from './command.ts'
import type { Check, Outcome, Part } from './outcome.ts'
import { provideParts } from './parts.ts'
import { closingLine, failureOf, type Row, table } from './report.ts'

const inCi = process.env.CI === 'true'

/** Runs checks, prints each result as it comes, then the closing table. @returns the exit code */
export async function runChecks(checks: Check[]): Promise<number> {
  let brokenOff = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      brokenOff = true
      endCommands()
    })
  }
  const rows = new Map<string, Row>()
  const missing = await lookForParts(checks, rows)
  const one = async (check: Check) => {
    const row = await runCheck(check, missing)
    rows.set(check.name, row)
    console.log(failureOf(row))
  }
  const light = checks.filter((check) => check.light)
  const lane = async () => {
    for (let next = light.shift(); next && !brokenOff; next = light.shift()) await one(next)
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane))
  for (const check of checks.filter((each) => !each.light)) if (!brokenOff) await one(check)
  if (brokenOff) return 130
  const ordered = ['parts', ...checks.map((check) => check.name)].flatMap((name) => rows.get(name) ?? [])
  console.log(`\n${table(ordered)}\n\n${closingLine(ordered)}`)
  return ordered.some((row) => row.outcome.failed > 0) ? 1 : 0
}

async function lookForParts(checks: Check[], rows: Map<string, Row>): Promise<Part[]> {
  const wanted = [...new Set(checks.flatMap((check) => check.parts ?? []))]
  if (wanted.length === 0) return []
  const begun = performance.now()
  const { missing, output } = await provideParts(wanted)
  if (missing.length > 0) {
    const how = 'as root on Debian they are installed by themselves; elsewhere install them by hand'
    const said = `${output}\nMissing on this machine: ${missing.join(', ')} (${how}).`
    const outcome = { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1, output: said, note: `missing: ${missing.join(', ')}` }
    const row = { name: 'parts', about: 'Chromium, Samba, smbclient, slapd, openssl', seconds: (performance.now() - begun) / 1000, outcome }
    rows.set('parts', row)
    console.log(failureOf(row))
  }
  return missing
}

async function runCheck(check: Check, missing: Part[]): Promise<Row> {
  const begun = performance.now()
  // Without a browser there is nothing to run; without Samba or slapd only their own tests stand back, and say so.
  const outcome: Outcome =
    missing.includes('chromium') && check.parts?.includes('chromium')
      ? { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1, output: 'There is no Chromium.', note: 'no Chromium' }
      : await check.run()
  return { name: check.name, about: check.about, seconds: (performance.now() - begun) / 1000, outcome }
}
