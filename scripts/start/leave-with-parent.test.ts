import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const withParent = new URL('./with-parent.ts', import.meta.url).href

test.each([
  ['leaves in good order', "process.once('SIGTERM', () => process.exit(3))", [3, null]],
  ['is ended where it cannot leave, as without its database', "process.on('SIGTERM', () => undefined)", [null, 'SIGKILL']],
])('a program whose parent has gone %s', { timeout: 30_000 }, async (_, onTerm, ending) => {
  const source = `${onTerm}; setInterval(() => undefined, 1000); process.send('ready')`
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
  const child = spawn(process.execPath, ['--import', withParent, '--input-type=module', '--eval', source], { stdio: [...stdio] })
  await once(child, 'message')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual(ending)
})

test('a program whose parent has gone before it could look does not stay', { timeout: 30_000 }, async () => {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
  const source = 'setInterval(() => undefined, 1000)'
  // A machine that is busy: the channel is found closed before our module is there.
  const slow = 'data:text/javascript,await new Promise((resolve) => setTimeout(resolve, 500))'
  const args = ['--import', slow, '--import', withParent, '--input-type=module', '--eval', source]
  const child = spawn(process.execPath, args, { stdio: [...stdio] })
  child.disconnect()
  expect((await once(child, 'exit'))[1]).not.toBe('SIGKILL')
})
