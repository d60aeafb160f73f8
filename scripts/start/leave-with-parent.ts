/** Milliseconds to leave in good order. Whoever gave this process as long has gone, so it has to see to the end of it by itself. */
const patience = 10_000

/**
 * Leaves in good order when the process that started this one is gone, even if it was killed outright: the channel to it
 * then closes. Without such a channel nothing happens.
 */
export function leaveWithParent() {
  if (!process.channel) return
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), patience).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref()
}
