import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Account, accountForNewCluster, accountOf, mayUse } from './account.ts'
import { EmbeddedProblem } from './problem.ts'

/** The folder of one cluster and the user it runs as. `cluster` is what PostgreSQL calls its data directory. */
export type Home = { folder: string; cluster: string; account: Account }

/** Where a cluster goes when its user cannot reach the data folder: only root meets this. */
export const outside = '/var/lib/lembur'

const pointerOf = (dataDir: string) => join(dataDir, 'postgres-location')

/**
 * Finds or makes the folder of the cluster that belongs to `dataDir`: `postgres` inside it, or, for root below a folder
 * which the database's user cannot enter (such as root's own home), one below /var/lib/lembur that `dataDir` points to.
 * Without its pointer such a cluster is never used again: a deleted data folder stays deleted.
 * @throws EmbeddedProblem when what is found does not fit together
 */
export function findHome(dataDir: string, log: (line: string) => void): Home {
  mkdirSync(dataDir, { recursive: true })
  const place = realpathSync(dataDir)
  const inside = join(place, 'postgres')
  if (existsSync(pointerOf(place))) return pointedTo(place)
  if (existsSync(join(inside, 'cluster'))) return existing(inside)
  const account = accountForNewCluster()
  make(inside)
  if (mayUse(account, 'x', inside)) return { folder: inside, cluster: join(inside, 'cluster'), account }
  rmdirSync(inside)
  return makeOutside(place, account, log)
}

/** Removes a data folder with its cluster, wherever that lies. Only for stopped clusters that were made for a while. */
export function removeHome(dataDir: string) {
  if (existsSync(pointerOf(dataDir))) rmSync(readFileSync(pointerOf(dataDir), 'utf8').trim(), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}

function existing(folder: string): Home {
  const cluster = join(folder, 'cluster')
  const account = accountOf(cluster)
  if (mayUse(account, 'w', cluster)) return { folder, cluster, account }
  throw new EmbeddedProblem(
    `The database's user can no longer reach ${cluster}: open the folders above it to others, or set DATA_DIR elsewhere.`,
  )
}

/** The folder stays ours, so that the database's user cannot put links in the way of what we write; only the cluster is his. */
function make(folder: string) {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
}

function makeOutside(place: string, account: Account, log: (line: string) => void): Home {
  const key = createHash('sha256').update(place).digest('hex').slice(0, 12)
  const folder = join(outside, `${key}-${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(outside, { recursive: true })
    // Others must be able to pass through, whatever the umask.
    chmodSync(outside, 0o755)
    const earlier = readdirSync(outside).filter((name) => name.startsWith(`${key}-`))
    for (const name of earlier) log(`An earlier database of ${place} lies unused in ${join(outside, name)}: delete it if nobody needs it.`)
    make(folder)
  } catch {
    throw new EmbeddedProblem(
      `The database's user can reach neither ${place} nor ${outside}: set DATA_DIR to a folder that everyone may enter.`,
    )
  }
  if (!mayUse(account, 'x', folder)) throw new EmbeddedProblem(`The database's user cannot enter ${folder}: set DATA_DIR elsewhere.`)
  writeFileSync(join(folder, 'owner'), place)
  writeFileSync(pointerOf(place), `${folder}\n`)
  log(`The database lies in ${folder}, because its user cannot enter ${place}.`)
  return { folder, cluster: join(folder, 'cluster'), account }
}

function pointedTo(place: string): Home {
  const folder = readFileSync(pointerOf(place), 'utf8').trim()
  if (dirname(folder) !== outside || !existsSync(folder)) {
    throw new EmbeddedProblem(`The database of ${place}, ${folder}, is missing: bring it back, or delete ${place} to begin anew.`)
  }
  const owner = readFileSync(join(folder, 'owner'), 'utf8')
  if (owner !== place) {
    // A moved data folder takes its cluster along; a copied one must not share it with the original.
    const pointsHere = existsSync(pointerOf(owner)) && readFileSync(pointerOf(owner), 'utf8').trim() === folder
    if (pointsHere) {
      throw new EmbeddedProblem(
        `${place} is a copy of ${owner}, which owns the database ${basename(folder)}: delete the copy to begin anew.`,
      )
    }
    writeFileSync(join(folder, 'owner'), place)
  }
  const cluster = join(folder, 'cluster')
  return existsSync(cluster) ? existing(folder) : { folder, cluster, account: accountForNewCluster() }
}
