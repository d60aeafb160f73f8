import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The Node 24 that the npm package `node` carries. Not its shim in .bin: that shell would swallow signals. */
export const node24 = join(root, 'node_modules', 'node', 'bin', 'node')

export const pnpmVersion = '10.34.9'
