import { type Level, levels } from '@lembur/config/vitest'
import { defineConfig } from 'vitest/config'

const skipped = ['**/node_modules/**', '**/dist/**', '**/.data/**']

const project = (level: Level) => ({
  test: {
    name: level.name,
    include: level.include,
    exclude: [...skipped, ...(level.exclude ?? [])],
    testTimeout: level.timeout,
    hookTimeout: level.timeout,
    maxWorkers: level.workers,
    // What is waited for comes soon, except on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    globalSetup: [...(level.database ? ['./scripts/test/database.ts'] : []), ...(level.setup ?? [])],
  },
})

export default defineConfig({
  test: {
    projects: [
      ...levels.map(project),
      // The client's tests compile components as its own build does, so it brings its own configuration.
      './apps/web/vitest.config.ts',
    ],
  },
})
