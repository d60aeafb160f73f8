import { createServer } from 'node:net'
import { StartProblem } from './problem.ts'

/** Makes sure that the server will be able to listen. @throws StartProblem saying what is in the way */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const code = await tryPort(host, port)
  if (!code) return
  const instead = `choose another, for instance PORT=${port < 65535 ? port + 1 : 8008} npm start`
  if (code === 'EADDRINUSE') throw new StartProblem(`Port ${port} on ${host} is taken by another program: stop that one, or ${instead}.`)
  if (code === 'EACCES')
    throw new StartProblem(
      `Port ${port} is reserved for the system's administrator: choose one above 1023, for instance PORT=8008 npm start.`,
    )
  throw new StartProblem(`HOST=${host} is not an address of this machine (${code}): use 127.0.0.1, or 0.0.0.0 for all of them.`)
}

/** The error code of an attempt to listen, or undefined when it works. */
function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}
