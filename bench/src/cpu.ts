import { readdirSync, readFileSync } from 'node:fs'

/** Processor ticks of a process and of its children that have ended, and its parent. */
type Process = { parent: number; ticks: number }

/** The figures behind the name in a line of /proc, which may itself hold blanks and brackets. */
const figuresOf = (stat: string) => stat.slice(stat.lastIndexOf(')') + 2).split(' ')

function processes(): Map<number, Process> {
  const found = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const figures = figuresOf(readFileSync(`/proc/${name}/stat`, 'utf8'))
      const ticks = figures.slice(11, 15).reduce((sum, part) => sum + Number(part), 0)
      found.set(Number(name), { parent: Number(figures[1]), ticks })
    } catch {
      // It has ended meanwhile.
    }
  }
  return found
}

/** Ticks of this process and all below it: the database, the servers, the loader. */
function ownTicks(): number {
  const all = processes()
  const isOwn = (id: number): boolean => id === process.pid || (id > 1 && isOwn(all.get(id)?.parent ?? 0))
  return [...all].reduce((sum, [id, { ticks }]) => (isOwn(id) ? sum + ticks : sum), 0)
}

function reading(): { total: number; busy: number; own: number } {
  const ticks = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/ +/).slice(1, 9).map(Number)
  const total = ticks.reduce((sum, part) => sum + part, 0)
  return { total, busy: total - (ticks[3] ?? 0) - (ticks[4] ?? 0), own: ownTicks() }
}

/**
 * Runs something and says how much of the machine other programs took meanwhile, in percent: the measure of how far a
 * figure may be believed. Null on systems without /proc.
 */
export async function watched<T extends object>(run: () => Promise<T>): Promise<T & { othersPercent: number | null }> {
  if (process.platform !== 'linux') return { ...(await run()), othersPercent: null }
  const before = reading()
  const result = await run()
  const after = reading()
  const others = after.busy - before.busy - (after.own - before.own)
  return { ...result, othersPercent: Math.max(0, Math.round((100 * others) / Math.max(1, after.total - before.total))) }
}
