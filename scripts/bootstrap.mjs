// First step of `npm start`, `npm test` and `npm run dev`, for whatever Node (18 or newer) the machine has: installs what
// is missing, then hands over to Node 24. Plain JavaScript without dependencies, because nothing is installed yet.
import { checkMachine } from './bootstrap/check.mjs'
import { handOver } from './bootstrap/hand-over.mjs'
import { install } from './bootstrap/install.mjs'
import { Problem } from './bootstrap/problem.mjs'

try {
  checkMachine()
  await install()
  process.exitCode = await handOver(process.argv[2], process.argv.slice(3))
} catch (error) {
  if (!(error instanceof Problem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
