import { totalmem } from 'node:os'

/** What the cluster is for: `work` keeps every commit; `tests` may lose all of it, and is quick. */
export type Purpose = 'work' | 'tests'

const MB = 1024 * 1024

/** Memory of this machine in bytes; a container's limit counts where it is lower. */
function machineMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem()
}

/**
 * Settings for `postgres -c`. A quarter of the memory is shared, at most 2 GB; the other figures keep their ratio to it.
 * This build of PostgreSQL has neither JIT nor lz4: a value it does not know stops the start.
 * @param memory bytes of the machine
 */
export function settingsFor(purpose: Purpose, memory = machineMemory()): Record<string, string> {
  const quarter = Math.min(Math.max(Math.floor(memory / 4 / MB), 128), 2048)
  const shared = purpose === 'tests' ? 128 : quarter
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    max_connections: '200',
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${quarter * 3}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.floor(shared / 4)}MB`,
    max_wal_size: `${shared * 4}MB`,
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    ...(process.platform === 'linux' && { effective_io_concurrency: '64' }),
  }
  if (purpose === 'work') return settings
  return { ...settings, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' }
}
