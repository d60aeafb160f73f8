import Bowser from 'bowser'

export type Device = { browser: string | null; system: string | null; isMobile: boolean }

/** A program names itself before the first slash: "curl/8.5.0". */
const programOf = (userAgent: string) => /^([A-Za-z][\w .-]{0,39})\//.exec(userAgent)?.[1] ?? null
const wordOr = (word: string | undefined, otherwise: string | null) => word || otherwise

/** What a device says of itself, for its owner to know it by: "Firefox" on "Linux". Nothing is decided by it. */
export function deviceOf(userAgent: string | null): Device {
  if (!userAgent) return { browser: null, system: null, isMobile: false }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const program = programOf(userAgent)
  return {
    browser: wordOr(browser.name, program === 'Mozilla' ? null : program),
    system: wordOr(os.name, null),
    isMobile: platform.type === 'mobile' || platform.type === 'tablet',
  }
}
