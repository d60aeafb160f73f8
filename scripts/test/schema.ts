import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { command, root, verdict } from './command.ts'
import type { Outcome } from './outcome.ts'

const migrations = join(root, 'packages/db/migrations')

/** Generates migrations from the tables as they are now: a new file means that somebody changed a table without one. */
export async function checkSchema(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'lembur-schema-'))
  try {
    const out = join(folder, 'migrations')
    cpSync(migrations, out, { recursive: true })
    const before = readdirSync(out)
    // Paths in the generator's settings count from where it is run, absolute ones do not work.
    const config = join(folder, 'drizzle.config.ts')
    const real = pathToFileURL(join(root, 'packages/db/drizzle.config.ts')).href
    writeFileSync(
      config,
      `import real from ${JSON.stringify(real)}\nexport default { ...real, out: ${JSON.stringify(relative(root, out))} }\n`,
    )
    const { code, output } = await command(`packages/db/node_modules/.bin/drizzle-kit generate --config "${config}" --name difference`)
    const added = readdirSync(out).filter((name) => !before.includes(name))
    // The generator's exit code is 0 even when it breaks down: only its own words count.
    if (code === 0 && added.length === 0 && output.includes('No schema changes')) return verdict(true, output)
    return verdict(false, `${output}\nThe tables and the migrations differ: run "pnpm db:generate" and read what it writes.`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
