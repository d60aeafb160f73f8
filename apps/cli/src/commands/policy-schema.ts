import { PolicyDocument } from '@lembur/contracts/policy'
import { z } from 'zod'
import { command } from '../command.ts'

export const policySchema = command({
  name: 'schema',
  description: 'Print the JSON schema of a policy',
  args: {},
  async run() {
    console.log(JSON.stringify(z.toJSONSchema(PolicyDocument, { io: 'input' }), null, 2))
  },
})
