import { roles } from '@lembur/contracts/access'
import { setRole } from '@lembur/domain/access'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'

export const userRole = command({
  name: 'role',
  description: 'Put a person on another rung of the ladder; the only way to make a developer',
  args: {
    username: { type: 'positional', description: 'Who', required: true },
    role: { type: 'enum', options: [...roles], description: 'His new role', required: true },
    ...organisationOption,
  },
  run: ({ username, role, organisation }) =>
    withServices(async (services) => {
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const userId = await memberNamed(services.database, organizationId, username, slug)
      await setRole(await commandLineContext(services, organizationId), { userId, role })
      console.log(`${username} is ${role} of ${slug}.`)
    }),
})
