import { defineCommand, runCommand, runMain } from 'citty'
import about from '../package.json' with { type: 'json' }
import { CliProblem, wordsFor } from './problem.ts'

const group = (name: string, description: string, subCommands: Parameters<typeof defineCommand>[0]['subCommands']) =>
  defineCommand({ meta: { name, description }, subCommands })

// Loaded when called: most commands need little of the product.
const groups = {
  organisation: group('organisation', 'Organisations', {
    create: () => import('./commands/organisation-create.ts').then(({ organisationCreate }) => organisationCreate),
  }),
  user: group('user', 'People who sign in', {
    create: () => import('./commands/user-create.ts').then(({ userCreate }) => userCreate),
    password: () => import('./commands/user-password.ts').then(({ userPassword }) => userPassword),
    grant: () => import('./commands/user-grant.ts').then(({ userGrant }) => userGrant),
    role: () => import('./commands/user-role.ts').then(({ userRole }) => userRole),
    deactivate: () => import('./commands/user-active.ts').then(({ userDeactivate }) => userDeactivate),
    activate: () => import('./commands/user-active.ts').then(({ userActivate }) => userActivate),
    'reset-factors': () => import('./commands/user-reset-factors.ts').then(({ userResetFactors }) => userResetFactors),
  }),
  employees: group('employees', 'Employees', {
    import: () => import('./commands/employees-import.ts').then(({ employeesImport }) => employeesImport),
  }),
  reports: group('reports', 'Workbooks', {
    rebuild: () => import('./commands/reports-rebuild.ts').then(({ reportsRebuild }) => reportsRebuild),
  }),
  policy: group('policy', 'Overtime policies', {
    evaluate: () => import('./commands/policy-evaluate.ts').then(({ policyEvaluate }) => policyEvaluate),
    schema: () => import('./commands/policy-schema.ts').then(({ policySchema }) => policySchema),
  }),
  secrets: group('secrets', 'Stored secrets and their key', {
    'new-key': () => import('./commands/secrets-new-key.ts').then(({ secretsNewKey }) => secretsNewKey),
    rotate: () => import('./commands/secrets-rotate.ts').then(({ secretsRotate }) => secretsRotate),
  }),
  demo: group('demo', 'Demonstration data', { load: () => import('./commands/demo-load.ts').then(({ demoLoad }) => demoLoad) }),
}
const alone = {
  doctor: () => import('./commands/doctor.ts').then(({ doctor }) => doctor),
  migrate: () => import('./commands/migrate.ts').then(({ migrateDatabase }) => migrateDatabase),
  backup: () => import('./commands/backup.ts').then(({ backup }) => backup),
  restore: () => import('./commands/restore.ts').then(({ restoreArchive }) => restoreArchive),
}

const lembur = defineCommand({
  meta: { name: 'lembur', version: about.version, description: 'Lembur for administrators' },
  subCommands: { ...alone, ...groups },
})

const rawArgs = process.argv.slice(2)
// `pnpm lembur -- …` hands the dashes on.
if (rawArgs[0] === '--') rawArgs.shift()
const beforeDashes = rawArgs.includes('--') ? rawArgs.slice(0, rawArgs.indexOf('--')) : rawArgs

if (rawArgs.length === 0 || beforeDashes.some((word) => ['--help', '-h', '--version', '-v'].includes(word))) {
  await runMain(lembur, { rawArgs: rawArgs.length === 0 ? ['--help'] : rawArgs })
} else {
  try {
    await runCommand(lembur, { rawArgs })
  } catch (error) {
    const isUsage = (error instanceof CliProblem && error.usage) || (error instanceof Error && error.name === 'CLIError')
    console.error(isUsage ? `${(error as Error).message}\nSee: npm run lembur --${calledCommand(rawArgs)} --help` : wordsFor(error))
    process.exitCode = isUsage ? 2 : 1
  }
}

/** The command's own words: a group and what follows, or a command that stands alone; nothing where there is no such command. */
function calledCommand([first = '', second = '']: readonly string[]): string {
  if (first in groups) return ` ${first}${second && !second.startsWith('-') ? ` ${second}` : ''}`
  return first in alone ? ` ${first}` : ''
}
