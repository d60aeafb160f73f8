import { activateUser, deactivateUser } from '@lembur/domain/access'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'

const args = { username: { type: 'positional', description: 'Who', required: true }, ...organisationOption } as const

const switching = (name: string, description: string, change: typeof activateUser, said: string) =>
  command({
    name,
    description,
    args,
    run: ({ username, organisation }) =>
      withServices(async (services) => {
        const { id: organizationId, slug } = await organizationOf(services.database, organisation)
        const userId = await memberNamed(services.database, organizationId, username, slug)
        await change(await commandLineContext(services, organizationId), { userId })
        console.log(`${username} ${said} ${slug}.`)
      }),
  })

export const userDeactivate = switching('deactivate', 'Shut a person out; his sessions end at once', deactivateUser, 'is shut out of')
export const userActivate = switching('activate', 'Let a person in again', activateUser, 'may sign in again to')
