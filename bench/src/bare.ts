import { startBare } from './floor.ts'

// The bare route in a process of its own, as the server is: `node bare.ts` with DATABASE_URL; ends with SIGTERM.
const { address, stop } = await startBare(process.env.DATABASE_URL ?? '')
process.send?.({ type: 'ready', address })
process.once('SIGTERM', () => void stop())
