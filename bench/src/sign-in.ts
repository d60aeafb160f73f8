import { randomBytes } from 'node:crypto'
import { Tokens } from '@lembur/contracts/identity'
import { connect } from '@lembur/db'
import { createUser } from '@lembur/domain/identity'
import { plainServices } from '@lembur/domain/kernel'
import { startSender } from '@lembur/jobs/sender'

const organizationId = '01900000-0001-7000-8000-000000000001'

/** Makes an administrator in the seeded plant, signs him in over REST and answers his access token. */
export async function token(url: string, address: string): Promise<string> {
  const database = connect(url, { max: 2 })
  const jobs = await startSender(url)
  const [username, password] = [`bench-${randomBytes(4).toString('hex')}`, randomBytes(12).toString('hex')]
  await createUser(plainServices(database, jobs), { organizationId, username, password, role: 'superadmin' })
  await jobs.stop()
  await database.end()
  const answer = await fetch(`${address}/api/auth/login/local/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  if (!answer.ok) throw new Error(`Signing in failed: ${answer.status} ${await answer.text()}`)
  return Tokens.parse(await answer.json()).access
}
