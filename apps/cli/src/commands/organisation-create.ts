import { createOrganization } from '@lembur/domain/organization'
import { command } from '../command.ts'
import { withServices } from '../plant.ts'

export const organisationCreate = command({
  name: 'create',
  description: 'Make an organisation with the default rules',
  args: {
    slug: { type: 'positional', description: 'Its short name: small letters, digits and dashes', required: true },
    name: { type: 'string', description: 'Its name as people read it', required: true },
    'time-zone': { type: 'string', description: 'An IANA zone', default: 'Asia/Jakarta' },
  },
  run: ({ slug, name, 'time-zone': timeZone }) =>
    withServices(async ({ database }) => {
      await createOrganization(database, { slug, name, timeZone, now: new Date() })
      console.log(`Organisation ${slug} is made. Next: npm run lembur -- user create NAME --role superadmin`)
    }),
})
