import { root } from './paths.mjs'

/** @type {[RegExp, string][]} */
const causes = [
  [/ENOSPC|EDQUOT|no space left/i, `The disk is full: free some space where ${root} and your home folder lie.`],
  [/EROFS|read-only file system/i, `${root} is on a read-only disk: clone into a folder that you may write to.`],
  [/EACCES|EPERM|permission denied/i, `A folder is not writable: check who owns ${root} and npm's cache (~/.npm), or clone elsewhere.`],
  [
    /OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH/,
    'package.json and pnpm-lock.yaml do not fit together: take both from the same commit, or run "pnpm install".',
  ],
  [
    /\bE?40[13]\b|ERR_PNPM_FETCH_40[13]|Unauthorized|Forbidden/,
    'The npm registry refused access: check the registry and token in ~/.npmrc ("npm config get registry").',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|META_FETCH_FAIL|request to .* failed|self.signed|CERT_/i,
    'The npm registry cannot be reached: check the network, the proxy (HTTPS_PROXY) and "npm config get registry", then try again.',
  ],
  [
    /ETARGET|E404|ERR_PNPM_FETCH_404|NO_MATCHING_VERSION/,
    'The npm registry lacks a package: choose a complete one with "npm config set registry https://registry.npmjs.org/".',
  ],
]

/**
 * Turns what a failed install printed into one sentence of what to do.
 * @param {string} output
 */
export function explain(output) {
  return (
    causes.find(([pattern]) => pattern.test(output))?.[1] ?? 'The packages could not be installed: see the lines above, then try again.'
  )
}
