import { buildClient } from '../start/client.ts'
import { checkByCommand, verdict } from './command.ts'
import { runLevel } from './level.ts'
import type { Check } from './outcome.ts'
import { checkSchema } from './schema.ts'
import { checkTypes } from './types.ts'

const sources = 'packages apps e2e bench scripts'

/** Every check, in the order of the closing table: what is cheap and tells most comes first. */
export const checks: Check[] = [
  { name: 'format', about: 'format and lint', light: true, run: () => checkByCommand('biome ci --colors=off .') },
  {
    name: 'boundaries',
    about: 'who may import whom',
    light: true,
    run: () => checkByCommand(`depcruise --config .dependency-cruiser.cjs ${sources}`),
  },
  { name: 'dead-code', about: 'unused files, exports and packages', light: true, run: () => checkByCommand('knip --no-progress') },
  { name: 'schema', about: 'tables and migrations agree', light: true, run: checkSchema },
  { name: 'types', about: 'types of every package', light: false, run: checkTypes },
  { name: 'build', about: 'the client can be built', light: false, run: checkBuild },
  {
    name: 'unit',
    about: 'rules, contracts, jobs, workbooks, services outside',
    light: false,
    parts: ['samba', 'smbclient', 'slapd', 'openssl'],
    run: () => runLevel('unit'),
  },
  { name: 'web', about: 'screens and composables', light: false, run: () => runLevel('web') },
  { name: 'setup', about: 'start, embedded database, containers', light: false, run: () => runLevel('setup') },
  { name: 'database', about: 'tables and verbs on PostgreSQL', light: false, run: () => runLevel('database') },
  { name: 'wire', about: 'tRPC, REST, sockets', light: false, parts: ['slapd', 'openssl'], run: () => runLevel('wire') },
  { name: 'worker', about: 'jobs, schedules, command line', light: false, parts: ['samba', 'smbclient'], run: () => runLevel('worker') },
  { name: 'browser', about: 'the built client in Chromium', light: false, parts: ['chromium'], run: runBrowser },
]

/** The browser level serves the built client: a client that cannot be built fails it too. */
async function runBrowser() {
  const built = await checkBuild()
  return built.failed ? built : runLevel('browser')
}

async function checkBuild() {
  try {
    const { built } = await buildClient()
    return { ...verdict(true, ''), note: built ? 'built' : 'unchanged' }
  } catch (error) {
    return verdict(false, (error as Error).message)
  }
}
