import { PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { JobDefinition } from './definition.ts'

/** What enqueues a job, to be run inside the caller's transaction: the queue then has it with the write, or not at all. */
export type JobStatement = { text: string; values: string[] }

export type JobSender = {
  /**
   * Makes the statement that enqueues. One that merges into a waiting job of the same key waits for that job's own
   * transaction, so jobs are sent last. An invalid payload throws. `afterSeconds` is when it may start, where that is not
   * the job's own time to settle.
   */
  statement<Payload extends z.ZodType>(job: JobDefinition<Payload>, payload: z.infer<Payload>, afterSeconds?: number): Promise<JobStatement>
  stop(): Promise<void>
}

/** A sender over a queue that is already open; stopping it stops nothing, the queue is its owner's. */
export const senderOf = (boss: PgBoss): JobSender => ({
  async statement(job, payload, afterSeconds = job.settleSeconds) {
    const data = job.payload.parse(payload) as object
    const asked: JobStatement[] = []
    // The queue hands its statement to us instead of a database: we send it with others, without waiting for its answer.
    const taking = {
      executeSql: async (text: string, values: unknown[] = []) => {
        asked.push({ text, values: values.map(String) })
        return { rows: [{ id: '' }] }
      },
    }
    await boss.send(job.name, data, {
      db: taking,
      ...(job.key ? { singletonKey: job.key(payload) } : {}),
      ...(afterSeconds ? { startAfter: afterSeconds } : {}),
    })
    const [statement] = asked
    if (!statement || asked.length > 1) throw new Error(`The queue ${job.name} is not filled by one statement`)
    return statement
  },
  stop: async () => undefined,
})

/** A sender for one process: it fetches and supervises nothing, that is the worker's. `url` is the database. */
export async function startSender(url: string, options = '-c role=lembur_app'): Promise<JobSender> {
  const boss = new PgBoss({
    connectionString: url,
    options,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  })
  boss.on('error', (error) => process.stderr.write(`queue: ${error.message}\n`))
  await boss.start()
  return { ...senderOf(boss), stop: () => boss.stop({ graceful: false }) }
}
