import { databaseUrl } from '@lembur/db/embedded/url'
import { migrate } from '@lembur/db/migrate'
import { demoAccounts, demoPassword, fewestRequests, loadDemoIfEmpty, usualRequests } from '@lembur/domain/demo'
import { command } from '../command.ts'
import { count } from '../print.ts'
import { CliProblem } from '../problem.ts'

const most = 1_000_000

export const demoLoad = command({
  name: 'load',
  description: 'Fill an empty database with a demonstration plant',
  args: {
    requests: {
      type: 'string',
      description: `How many requests, ${fewestRequests} to ${most}; more are spread over more people and years`,
      valueHint: 'n',
      default: String(usualRequests),
    },
  },
  async run({ requests: given }) {
    const requests = Number(given)
    if (!Number.isInteger(requests) || requests < fewestRequests || requests > most)
      throw new CliProblem(`--requests wants a whole number from ${count(fewestRequests)} to ${count(most)}.`, { usage: true })
    const url = databaseUrl()
    await migrate(url)
    const started = performance.now()
    const { loaded } = await loadDemoIfEmpty(url, { now: new Date(), requests, onProgress: sayProgress(requests) })
    if (!loaded) throw new CliProblem('The database has an organisation already: demo data goes into an empty database only.')
    const names = demoAccounts.filter(({ signsIn }) => signsIn).map(({ username }) => username)
    console.log(`${count(requests)} requests are loaded, in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
    console.log(`Accounts ${names.join(', ')}; password ${demoPassword}.`)
  },
})

/** A line every 50,000 requests, for loads that take minutes. */
function sayProgress(requests: number): (stored: number) => void {
  let said = 0
  return (stored) => {
    if (stored < said + 50_000 || stored === requests) return
    said = stored
    console.error(`${count(stored)} of ${count(requests)} …`)
  }
}
