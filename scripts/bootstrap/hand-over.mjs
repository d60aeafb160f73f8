import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { node24, pnpmVersion, root } from './paths.mjs'
import { Problem } from './problem.mjs'
import { watchStarter } from './starter.mjs'

/** What each command runs once everything is installed. */
const installed = {
  start: (args) => [node24, [join(root, 'scripts', 'start.ts'), ...args]],
  test: (args) => [node24, [join(root, 'scripts', 'test.ts'), ...args]],
  // turbo looks for pnpm on the PATH, where npx puts it.
  dev: (args) => ['npx', ['--yes', `pnpm@${pnpmVersion}`, 'turbo', 'dev', ...args]],
}

/**
 * Runs the rest of a command and passes signals on. The other end stops too when this program is gone, or npm that started it.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, (args: string[]) => [string, string[]]>} commands
 * @returns {Promise<number>} its exit code
 */
export function handOver(command, args, commands = installed) {
  const found = Object.hasOwn(commands, command ?? '') ? commands[command] : undefined
  if (!found) throw new Problem(`"${command}" is not a command: use ${Object.keys(commands).join(', ')}.`)
  const [program, list] = found(args)
  return new Promise((resolve, reject) => {
    const child = spawn(program, list, { cwd: root, env: environmentOf(command), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    const unwatch = watchStarter(() => child.kill('SIGTERM'))
    child.on('error', () => {
      reject(
        new Problem(
          `${program} does not run on this system: it needs Linux with glibc 2.28 or newer (not Alpine), or macOS 13.5 or newer.`,
        ),
      )
    })
    child.on('exit', (code, signal) => {
      unwatch()
      resolve(signal ? 1 : (code ?? 1))
    })
  })
}

/**
 * A start keeps what Node compiles: a quarter of the time that server and worker take to be ready. Node looks at each file's content,
 * so that an update of the sources is never missed.
 */
const environmentOf = (command) =>
  command === 'start' ? { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env } : process.env
