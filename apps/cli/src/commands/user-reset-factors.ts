import { clearFactorsOf } from '@lembur/domain/second-factor'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'

export const userResetFactors = command({
  name: 'reset-factors',
  description: 'Take away the second factor of a person who has lost it; his sessions end at once',
  args: { username: { type: 'positional', description: 'Who', required: true }, ...organisationOption },
  run: ({ username, organisation }) =>
    withServices(async (services) => {
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const userId = await memberNamed(services.database, organizationId, username, slug)
      await clearFactorsOf(await commandLineContext(services, organizationId), userId)
      console.log(`${username} signs in with his password alone, until he sets up a second factor again.`)
    }),
})
