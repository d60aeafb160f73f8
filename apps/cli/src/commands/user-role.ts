import { roles } from '@lembur/contracts/access'
import { setRole } from '@lembur/domain/access'
import { command } from '../command.ts'
import { memberNamed } from '../member.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'
import { CliProblem } from '../problem.ts'

export const userRole = command({
  name: 'role',
  description: 'Put a person on another rung of the ladder; the only way to make a developer',
  args: {
    username: { type: 'positional', description: 'Who', required: true },
    role: { type: 'positional', description: roles.join(', '), required: true },
    ...organisationOption,
  },
  run: async ({ username, role: named, organisation }) => {
    const role = roles.find((each) => each === named)
    if (!role) throw new CliProblem(`There is no role ${named}: choose ${roles.join(', ')}.`, { usage: true })
    await withServices(async (services) => {
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const userId = await memberNamed(services.database, organizationId, username, slug)
      await setRole(await commandLineContext(services, organizationId), { userId, role })
      console.log(`${username} is ${role} of ${slug}.`)
    })
  },
})
