import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { command } from './command.ts'
import type { Part } from './outcome.ts'

/** The programs that show a part is there, and the Debian package that brings it. */
const parts: Record<Part, { programs: string[]; debian: string }> = {
  chromium: { programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], debian: 'chromium' },
  samba: { programs: ['smbd'], debian: 'samba' },
  smbclient: { programs: ['smbclient'], debian: 'smbclient' },
  slapd: { programs: ['slapd'], debian: 'slapd' },
  openssl: { programs: ['openssl'], debian: 'openssl' },
}

/** On the PATH or among the system's own programs, which an ordinary user's PATH may lack. */
function isThere(part: Part): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return parts[part].programs.some((program) => folders.some((folder) => existsSync(join(folder, program))))
}

/**
 * Looks for parts and installs what is missing where that is possible (root on Debian or its kin).
 * @returns the parts that are still missing, and what an attempt to install them printed
 */
export async function provideParts(wanted: Part[]): Promise<{ missing: Part[]; output: string }> {
  const absent = wanted.filter((part) => !isThere(part))
  const output = absent.length > 0 && mayInstall() ? await installDebian(absent.map((part) => parts[part].debian)) : ''
  return { missing: absent.filter((part) => !isThere(part)), output }
}

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

async function installDebian(packages: string[]): Promise<string> {
  console.log(`Installing ${packages.join(', ')} …`)
  // The packages of Samba and slapd would start their servers for the whole network; this file is Debian's way to say no.
  const policy = '/usr/sbin/policy-rc.d'
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
    const first = await command(install, { env })
    if (first.code === 0) return first.output
    // The lists of packages are missing or old.
    const second = await command(`apt-get update && ${install}`, { env })
    return second.output
  } finally {
    if (ours) rmSync(policy, { force: true })
  }
}
