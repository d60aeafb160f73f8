import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded ahead of the server: watches how long its event loop is held up, and tells it when asked over IPC.
const delay = monitorEventLoopDelay({ resolution: 2 })
const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10

delay.enable()
process.on('message', (asked) => {
  if (asked === 'begin') delay.reset()
  if (asked === 'lag') process.send?.({ type: 'lag', p99: milliseconds(delay.percentile(99)), most: milliseconds(delay.max) })
})
process.channel?.unref()
