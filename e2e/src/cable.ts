import { createServer, connect as dial, type Socket } from 'node:net'

/**
 * A cable between a browser and the server that can be pulled: then every connection breaks at once and none is made, as when
 * somebody trips over it. The browser's own switch for being offline leaves open sockets alone.
 */
export async function layCable(to: string) {
  const { hostname, port: target } = new URL(to)
  const ends = new Set<Socket>()
  let whole = true
  const listener = createServer((near) => {
    if (!whole) return void near.destroy()
    const far = dial(Number(target), hostname)
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const end of ends) end.destroy()
  }
  const address = listener.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    pull() {
      whole = false
      cut()
    },
    mend() {
      whole = true
    },
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise((resolve) => void listener.close(resolve))
    },
  }
}
