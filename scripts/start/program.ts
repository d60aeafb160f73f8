import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Deaths } from './deaths.ts'
import { LogFile } from './log-file.ts'
import { StartProblem } from './problem.ts'
import { say } from './progress.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const withParent = new URL('./with-parent.ts', import.meta.url).href

/** Milliseconds: to become ready, to end on request, and before a dead program is started again. */
export const limits = { ready: 60_000, end: 10_000, again: 1000 }

export type ProgramOptions = {
  /** How people call it: "server". */
  name: string
  /** Its entry, from the repository's root. */
  entry: string
  env: NodeJS.ProcessEnv
  logFile: string
  /** Called when it does not stay up. */
  giveUp: (problem: Error) => void
  limits?: typeof limits
}

/** One of our long-running programs: started, started again should it die, and ended. */
export class Program {
  readonly #options: ProgramOptions
  readonly #log: LogFile
  readonly #limits: typeof limits
  #child: ChildProcess | undefined
  #ending = false
  readonly #deaths = new Deaths()
  #again: NodeJS.Timeout | undefined

  constructor(options: ProgramOptions) {
    this.#options = options
    this.#log = new LogFile(options.logFile)
    this.#limits = options.limits ?? limits
  }

  /** Resolves once it says that it is ready. @throws StartProblem when it ends before, or says nothing for a minute */
  start(): Promise<void> {
    const { entry, env, name } = this.#options
    // A process group of its own: Ctrl-C is for us, and we end the programs in their order.
    const child = spawn(process.execPath, ['--import', withParent, entry], {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child = child
    child.stdout?.on('data', (chunk: Buffer) => this.#log.write(chunk))
    child.stderr?.on('data', (chunk: Buffer) => this.#log.write(chunk))
    return new Promise((resolve, reject) => {
      let ready = false
      const late = setTimeout(() => {
        reject(this.#problem(`The ${name} was not ready within ${this.#limits.ready / 1000} seconds`))
      }, this.#limits.ready)
      child.on('message', (message) => {
        if (!isReady(message)) return
        ready = true
        clearTimeout(late)
        resolve()
      })
      child.on('error', reject)
      // 'close' comes after the last output, 'exit' may come before it.
      child.on('close', (code, signal) => {
        clearTimeout(late)
        const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
        if (!ready) reject(this.#problem(`The ${name} ${how} before it was ready`))
        else if (!this.#ending) this.#restart(how)
      })
    })
  }

  /** Asks it to end; after ten seconds it is ended. Resolves when it is gone. */
  async end(): Promise<void> {
    this.#ending = true
    clearTimeout(this.#again)
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), this.#limits.end)
    await gone
    clearTimeout(late)
  }

  #restart(how: string) {
    const { name, giveUp } = this.#options
    const deaths = this.#deaths.tooMany()
    if (deaths) return giveUp(this.#problem(`The ${name} ${how} for the ${deaths}th time within a minute`))
    this.#log.note(`The ${name} ${how} and is started again.`)
    say(`The ${name} ${how} and is started again (its log: ${this.#log.path}).`)
    this.#again = setTimeout(() => this.start().catch(giveUp), this.#limits.again)
  }

  #problem(what: string) {
    const last = this.#log.tail()
    return new StartProblem(`${last ? `${last}\n` : ''}${what}: see ${this.#log.path}, mend the cause and start again.`)
  }
}

const isReady = (message: unknown) => typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready'
