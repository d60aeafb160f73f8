import { setPassword } from '@lembur/domain/account'
import { generateOption, passwordFor } from '../ask.ts'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'

export const userPassword = command({
  name: 'password',
  description: 'Give a person a new password, and end all his sign-ins',
  args: {
    username: { type: 'positional', description: 'Who', required: true },
    ...generateOption,
    ...organisationOption,
  },
  run: ({ username, generate, organisation }) =>
    withServices(async (services) => {
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const userId = await memberNamed(services.database, organizationId, username, slug)
      const password = await passwordFor(generate)
      const { ended } = await setPassword(await commandLineContext(services, organizationId), { userId, password })
      console.log(`${username} has a new password; ${ended === 1 ? '1 sign-in' : `${ended} sign-ins`} ended.`)
      if (generate) console.log(`Password: ${password}`)
    }),
})
