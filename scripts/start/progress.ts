/** Milliseconds after which a silent step is worth a word. */
const long = 1000

/** Says on the error stream what is being done, but only if it takes long. */
export async function sayIfLong<T>(what: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => say(`${what} …`), long)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

/** One line for the person at the terminal. The one line on the output stream is kept for "ready". */
export const say = (line: string) => console.error(line)
