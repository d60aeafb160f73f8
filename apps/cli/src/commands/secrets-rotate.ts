import { lookAtSecrets, rotateSecrets } from '@lembur/domain/connection'
import { organizationIds } from '@lembur/domain/upkeep'
import { command } from '../command.ts'
import { withServices } from '../plant.ts'
import { count, plural } from '../print.ts'
import { CliProblem } from '../problem.ts'

/** So many are named where many cannot be read. */
const named = 10

export const secretsRotate = command({
  name: 'rotate',
  description: 'Seal every stored secret with the first key of LEMBUR_SECRET_KEY',
  args: {},
  run: () =>
    withServices(async (services) => {
      const { database, vault } = services
      if (!vault.hasKey) throw new CliProblem('LEMBUR_SECRET_KEY is not set: give the new key and the old one, "new,old".')
      const ids = await organizationIds(database)
      const { current, older, unreadable } = await lookAtSecrets(database, vault, ids)
      if (unreadable.length > 0) throw new CliProblem(`Nothing was changed: ${refusal(unreadable)}`)
      const rotated = await rotateSecrets(services, ids, new Date())
      console.log(`${plural(rotated, 'secret')} sealed anew, ${count(current)} as they were.`)
      if (older > 0) console.log('Once every server and worker has the new key, the old one may go from LEMBUR_SECRET_KEY.')
    }),
})

const refusal = (unreadable: readonly string[]) => {
  const more = unreadable.length > named ? ` and ${count(unreadable.length - named)} more` : ''
  return `no key opens ${unreadable.slice(0, named).join(', ')}${more}. Add the key that sealed them to LEMBUR_SECRET_KEY, or have them set up anew.`
}
