/** What a check found. A check of the code counts as one; a level of tests counts its tests. */
export type Outcome = {
  passed: number
  failed: number
  skipped: number
  /** What to show when something failed. */
  output: string
  /** A word for the closing table. */
  note?: string
}

/** A part of the machine that some tests use for real. */
export type Part = 'chromium' | 'samba' | 'smbclient' | 'slapd' | 'openssl'

export type Check = {
  name: string
  /** What it looks at, for the closing table. */
  about: string
  /** Takes one core at most, and needs no other check before it: such checks run side by side. */
  light: boolean
  /** What it needs from the machine. Without a part it says so, and under CI=true that is a failure. */
  parts?: Part[]
  run: () => Promise<Outcome>
}
