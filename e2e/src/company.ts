import type { ConnectionKind } from '@lembur/contracts/connections'
import { connect } from '@lembur/db'
import { testDatabase } from '@lembur/db/testing'
import { saveConnection } from '@lembur/domain/connection'
import { createUser } from '@lembur/domain/identity'
import { newVaultKey, nothingOutside, openVault, type Services, systemContext } from '@lembur/domain/kernel'
import { createOrganization } from '@lembur/domain/organization'
import { startSender } from '@lembur/jobs/sender'
import {
  type CompanyTestService,
  directoryAvailable,
  startCompanyService,
  startDirectory,
  startMailServer,
  startOpenIdProvider,
  type TestMailServer,
} from '@lembur/providers/testing'
import { startProgram } from './program.ts'
import { freePort } from './stack.ts'

/** Everybody's password, wherever it is kept. */
export const password = 'kucing hijau melompat'

export type Company = {
  origin: string
  service: CompanyTestService
  mail: TestMailServer
  /** Whether there is a directory: it needs slapd on this machine. */
  hasDirectory: boolean
  stop(): Promise<void>
}

/**
 * A plant whose people are known in every way there is: a local account, the company's own service, its directory, its OpenID
 * provider, and a mail server for forgotten passwords; each of them a real server. The names say who is known where.
 */
export async function startCompany(adminUrl: string): Promise<Company> {
  const ending = new AsyncDisposableStack()
  try {
    const { url, drop } = await testDatabase(adminUrl)
    ending.defer(drop)
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    const service = await startCompanyService()
    ending.defer(() => service.close())
    service.people.push({ id: 7, username: 'of.the.company', password, workerId: 'MW7', isPtbAdmin: true })
    const provider = await startOpenIdProvider([`${origin}/api/auth/oidc/callback`])
    ending.defer(() => provider.close())
    provider.people.push({ sub: 'of.the.provider', password, claims: { preferred_username: 'of.the.provider', name: 'Of the provider' } })
    const mail = await startMailServer()
    ending.defer(() => mail.close())
    const hasDirectory = directoryAvailable()
    const directory = hasDirectory ? await startDirectory() : null
    if (directory) {
      ending.defer(() => directory.close())
      await directory.add({ uid: 'of.the.directory', password, name: 'Of the directory' })
    }

    const key = newVaultKey()
    await withServices(url, key, async (services) => {
      const { id: organizationId } = await createOrganization(services.database, { slug: 'plant', name: 'Plant', now: new Date() })
      await services.database.transaction(
        { organizationId },
        ({ sql }) => sql`update organization set public_url = ${origin} where id = ${organizationId}`,
      )
      const local = { organizationId, username: 'of.the.plant', password, role: 'user' as const, email: 'of.the.plant@plant.test' }
      await createUser(services, local)
      const ctx = await systemContext(services, organizationId, new Date())
      const save = (kind: ConnectionKind, settings: object, secret?: string) =>
        saveConnection(ctx, { kind, settings: { ...settings }, secret, isEnabled: true })
      await save('oidc', provider.settings({ label: 'Company' }), provider.clientSecret)
      await save('mail', { host: '127.0.0.1', port: mail.port, security: 'none', from: 'lembur@plant.test' })
      if (directory) await save('ldap', directory.settings(), directory.bindPassword)
    })

    const env = {
      DATABASE_URL: url,
      LEMBUR_SECRET_KEY: key,
      HOST: '127.0.0.1',
      LEMBUR_LOG_LEVEL: 'fatal',
      NODE_ENV: 'production',
      EXTERNAL_API_URL: service.url,
      EXTERNAL_JWKS_URL: service.jwksUrl,
      EXTERNAL_API_TIMEOUT: '2',
      // The sibling portal: nobody is sent there here, since its token is in the browser already.
      EXTERNAL_AUTH_URL: `${service.url}/portal`,
    }
    const server = await startProgram('apps/server/src/main.ts', { ...env, PORT: String(port) })
    ending.defer(() => server.stop())
    const worker = await startProgram('apps/worker/src/main.ts', { ...env, SHARE: 'folder' })
    ending.defer(() => worker.stop())
    return { origin, service, mail, hasDirectory, stop: () => ending.disposeAsync() }
  } catch (error) {
    await ending.disposeAsync()
    throw error
  }
}

async function withServices(url: string, key: string, run: (services: Services) => Promise<void>): Promise<void> {
  const database = connect(url, { max: 2 })
  const jobs = await startSender(url)
  try {
    await run({ database, jobs, vault: openVault(key), outside: nothingOutside })
  } finally {
    await jobs.stop()
    await database.end()
  }
}
