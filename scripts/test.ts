// `npm test`, on Node 24 and with everything installed. `npm test -- --only unit,types` runs some of the checks.
import { parseArgs } from 'node:util'
import { checks } from './test/checks.ts'
import { runChecks } from './test/run.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const wanted = values.only?.split(',').map((name) => name.trim())
const unknown = wanted?.find((name) => !checks.some((check) => check.name === name))
if (unknown !== undefined) {
  console.error(`"${unknown}" is not a check: use ${checks.map((check) => check.name).join(', ')}.`)
  process.exit(2)
}
process.exit(await runChecks(checks.filter((check) => !wanted || wanted.includes(check.name))))
