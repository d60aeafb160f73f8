import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { command, root, verdict } from './command.ts'
import type { Outcome } from './outcome.ts'

/** Keeps what was found out beside the packages, so that the next run looks only at what has changed. */
const remember = '--incremental --tsBuildInfoFile node_modules/.types.tsbuildinfo'

/** Checks the types of every package by the package's own script, two at a time where two cores allow. */
export async function checkTypes(): Promise<Outcome> {
  const packages = globSync('{packages/*,apps/*,e2e,bench,scripts}/package.json', { cwd: root })
    .toSorted()
    .map((file) => {
      const { scripts } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { scripts?: { types?: string } }
      return { folder: dirname(file), line: scripts?.types }
    })
  const without = packages.filter((each) => !each.line).map((each) => `${each.folder} has no script "types".`)
  const queue = packages.filter((each) => each.line)
  const failures: string[] = []
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { code, output } = await command(`${next.line} ${remember}`, { folder: next.folder })
      if (code !== 0) failures.push(`${next.folder}\n${output}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
  const found = [...without, ...failures]
  return { ...verdict(found.length === 0, found.join('\n')), note: `${packages.length} packages` }
}
