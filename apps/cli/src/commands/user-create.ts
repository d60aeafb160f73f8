import { roles } from '@lembur/contracts/access'
import { languages } from '@lembur/contracts/identity'
import { createUser } from '@lembur/domain/identity'
import { generateOption, passwordFor } from '../ask.ts'
import { command } from '../command.ts'
import { organisationOption, organizationOf, withServices } from '../plant.ts'

export const userCreate = command({
  name: 'create',
  description: 'Make a person who signs in with a password',
  args: {
    username: { type: 'positional', description: 'At least three characters', required: true },
    role: { type: 'enum', options: [...roles], description: 'His rung of the ladder', required: true },
    name: { type: 'string', description: 'His name as others read it; the user name unless given' },
    'worker-id': { type: 'string', description: 'Links him to the employee with this worker id', valueHint: 'id' },
    email: { type: 'string', description: 'His address' },
    language: { type: 'enum', options: [...languages], description: 'The language of his pages', default: 'en' },
    ...generateOption,
    ...organisationOption,
  },
  run: ({ username, role, name, 'worker-id': workerId, email, language, generate, organisation }) =>
    withServices(async (services) => {
      const { id: organizationId, slug } = await organizationOf(services.database, organisation)
      const password = await passwordFor(generate)
      await createUser(services, { organizationId, username, password, role, displayName: name, workerId, email, language })
      console.log(`${username} is ${role} of ${slug}.`)
      if (generate) console.log(`Password: ${password}`)
    }),
})
