import { newVaultKey } from '@lembur/domain/kernel'
import { command } from '../command.ts'

export const secretsNewKey = command({
  name: 'new-key',
  description: 'Print a new key for LEMBUR_SECRET_KEY',
  args: {},
  async run() {
    console.log(newVaultKey())
  },
})
