import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { root } from './command.ts'

type Cruise = { summary: { violations: { from: string; to: string; rule: { name: string } }[] } }

/** An import that somebody might write, and the rule that has to stop him. */
const forbidden: [rule: string, from: string, to: string][] = [
  ['contracts-stand-alone', 'packages/contracts/src/a.ts', 'packages/rules/src/face.ts'],
  ['rules-know-contracts', 'packages/rules/src/a.ts', 'packages/db/src/face.ts'],
  ['jobs-know-contracts', 'packages/jobs/src/a.ts', 'packages/domain/src/people/index.ts'],
  ['reports-know-contracts', 'packages/reports/src/a.ts', 'packages/db/src/face.ts'],
  ['db-below-domain', 'packages/db/src/a.ts', 'packages/domain/src/people/index.ts'],
  ['domain-below-the-edge', 'packages/domain/src/overtime/a.ts', 'packages/api/src/face.ts'],
  ['domain-below-the-edge', 'packages/domain/src/overtime/b.ts', 'packages/reports/src/face.ts'],
  ['api-translates', 'packages/api/src/a.ts', 'packages/reports/src/face.ts'],
  ['api-tests-only-reach-db', 'packages/api/src/b.ts', 'packages/db/src/testing/face.ts'],
  ['server-serves', 'apps/server/src/a.ts', 'apps/worker/src/face.ts'],
  ['worker-works', 'apps/worker/src/a.ts', 'packages/api/src/face.ts'],
  ['cli-administers', 'apps/cli/src/a.ts', 'packages/api/src/face.ts'],
  ['web-stays-in-the-browser', 'apps/web/src/a.ts', 'packages/domain/src/people/index.ts'],
  ['web-takes-only-types-from-api', 'apps/web/src/b.ts', 'packages/api/src/face.ts'],
  ['web-features-never-meet', 'apps/web/src/features/overtime/a.ts', 'apps/web/src/features/people/face.ts'],
  ['domain-features-meet-by-index', 'packages/domain/src/overtime/c.ts', 'packages/domain/src/people/face.ts'],
  ['kernel-knows-no-feature', 'packages/domain/src/kernel/a.ts', 'packages/domain/src/people/index.ts'],
  ['no-node-in-a-browser', 'packages/rules/src/b.ts', 'node:fs'],
  ['no-database-in-a-browser', 'packages/contracts/src/b.ts', 'postgres'],
  ['packages-are-declared', 'packages/domain/src/overtime/f.ts', 'postgres'],
  ['tests-stay-tests', 'packages/domain/src/overtime/d.ts', 'packages/domain/src/overtime/face.test.ts'],
  ['nobody-imports-the-tools', 'packages/domain/src/overtime/e.ts', 'scripts/face.ts'],
  ['no-circles', 'packages/db/src/circle-a.ts', 'packages/db/src/circle-b.ts'],
  ['everything-resolves', 'packages/db/src/b.ts', './not-there.ts'],
]

/** Imports as the house wants them. */
const allowed: [from: string, to: string, type?: 'type'][] = [
  ['packages/rules/src/ok.ts', 'packages/contracts/src/face.ts'],
  ['packages/domain/src/overtime/ok.ts', 'packages/domain/src/people/index.ts'],
  ['packages/domain/src/overtime/ok2.ts', 'packages/domain/src/kernel/index.ts'],
  ['packages/api/src/ok.test.ts', 'packages/db/src/testing/face.ts'],
  ['apps/web/src/ok.ts', 'packages/api/src/face.ts', 'type'],
  ['apps/web/src/features/overtime/ok.ts', 'apps/web/src/parts/face.ts'],
  ['apps/worker/src/ok.ts', 'packages/reports/src/face.ts'],
]

let violations: string[] = []

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'lembur-street-'))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  try {
    const faces = [...forbidden.map(([, , to]) => to), ...allowed.map(([, to]) => to)].filter((to) => /^(packages|apps|scripts)\//.test(to))
    for (const face of faces) write(face, 'export const face = 1\nexport type Face = number\n')
    const line = (from: string, to: string, type = '') => {
      const path = /^(packages|apps|scripts)\//.test(to) ? relative(dirname(from), to) : to
      return `import ${type ? 'type { Face as face }' : '{ face }'} from '${path.startsWith('.') || path === to ? path : `./${path}`}'\nexport const seen = ${type ? '1 as face' : 'face'}\n`
    }
    for (const [, from, to] of forbidden) write(from, line(from, to))
    for (const [from, to, type] of allowed) write(from, line(from, to, type))
    write('node_modules/postgres/index.js', 'export const face = 1\n')
    write('node_modules/postgres/package.json', '{ "name": "postgres", "type": "module", "exports": "./index.js" }')
    write('package.json', '{}')
    write('packages/db/src/circle-b.ts', line('packages/db/src/circle-b.ts', 'packages/db/src/circle-a.ts'))
    const cruiser = join(root, 'node_modules/.bin/depcruise')
    const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'packages', 'apps', 'scripts']
    const { summary } = JSON.parse(execFileSync(cruiser, args, { cwd: folder, encoding: 'utf8' })) as Cruise
    violations = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each(forbidden)('%s stops %s from importing %s', (rule, from) => {
  expect(violations).toContain(`${rule}: ${from}`)
})

test.each(allowed)('%s may import %s', (from) => {
  expect(violations.filter((violation) => violation.endsWith(` ${from}`))).toEqual([])
})
