import { longestPassword, shortestPassword } from '@lembur/contracts/account'
import type { ErrorCode } from '@lembur/contracts/errors'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { field, invalid } from '../kernel/index.ts'

/** What somebody who wants to get in would try first: who it is and where it works. */
export type OwnWords = readonly (string | null | undefined)[]

/**
 * Guesses, by zxcvbn's count, that a password withstands at least: its score of 3, which eight characters without a pattern
 * just reach. Guesses at the gate are slowed to some thousand a day, and argon2id makes a stolen table cost years for each
 * account; its score of 4 would refuse what people can remember, and have them write it down.
 */
const leastGuesses = 10 ** 8
/** What stands behind is not looked at: a long text takes long to judge, and is hard to guess where its beginning is. */
const judged = 32

let judging: Promise<ZxcvbnFactory> | null = null

/** The dictionaries take half a second and 80 MB: they are read when the first password is chosen, not before. */
async function openJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english, indonesian] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-id'),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, ...indonesian.dictionary },
    graphs: common.adjacencyGraphs,
  })
}

/** What is wrong with a password that somebody chooses; null where nothing is. */
export async function faultOf(password: string, own: OwnWords): Promise<ErrorCode | null> {
  if ([...password].length < shortestPassword) return 'password.too_short'
  if (password.length > longestPassword) return 'text.too_long'
  judging ??= openJudge()
  const { guesses } = (await judging).check(password.slice(0, judged), wordsOf(own))
  return guesses < leastGuesses ? 'password.too_easy' : null
}

/**
 * Refuses a password that is short or easy to guess; `path` is the field it came in. Errors: `input.invalid` with
 * `password.too_short`, `password.too_easy`, `text.too_long`.
 */
export async function assertGoodPassword(password: string, own: OwnWords, path = 'password'): Promise<void> {
  const fault = await faultOf(password, own)
  if (fault) throw invalid([field(path, fault)])
}

/** Each text as a whole and in its parts: of rizky.pratama@plant.example also "rizky" and "pratama". */
const wordsOf = (own: OwnWords): string[] => [
  ...new Set(own.flatMap((text) => (text ? [text, ...text.split(/[^\p{L}\p{N}]+/u)] : [])).filter((word) => word.length > 2)),
]
