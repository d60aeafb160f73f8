import { randomBytes } from 'node:crypto'
import { setPassword } from '@lembur/domain/account'
import { newPassword } from '../ask.ts'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'

export const userPassword = command({
  name: 'password',
  description: 'Give a person a new password, and end all his sign-ins',
  args: {
    username: { type: 'positional', description: 'Who', required: true },
    generate: { type: 'boolean', description: 'Make a password and print it, instead of asking or reading one' },
    ...organisationOption,
  },
  run: ({ username, generate, organisation }) =>
    withServices(async (services) => {
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const userId = await memberNamed(services.database, organizationId, username, slug)
      const password = generate ? randomBytes(12).toString('base64url') : await newPassword()
      const { ended } = await setPassword(await commandLineContext(services, organizationId), { userId, password })
      console.log(`${username} has a new password; ${ended === 1 ? '1 sign-in' : `${ended} sign-ins`} ended.`)
      if (generate) console.log(`Password: ${password}`)
    }),
})
