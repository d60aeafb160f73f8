import { command } from '../command.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { columns, plural } from '../print.ts'

export const doctor = command({
  name: 'doctor',
  description: 'Look at database, queue, share, disk, versions and clocks, and say what to do',
  args: { json: { type: 'boolean', description: 'For programs' } },
  async run({ json }) {
    const findings = await examine()
    const failed = findings.filter(({ state }) => state === 'fail').length
    console.log(json ? JSON.stringify({ ok: failed === 0, findings }, null, 2) : told(findings))
    if (failed > 0) process.exitCode = 1
  },
})

function told(findings: Finding[]): string {
  const lines = columns(findings.map(({ state, area, text }) => [state, area, text])).split('\n')
  const withAdvice = findings.flatMap(({ advice }, index) => (advice ? [lines[index]!, `      ${advice}`] : [lines[index]!]))
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  const verdict = count('fail') > 0 ? `${plural(count('fail'), 'thing')} must be put right` : 'Lembur can run'
  return `${withAdvice.join('\n')}\n\n${verdict}${count('warn') > 0 ? `; ${plural(count('warn'), 'warning')}` : ''}.`
}
