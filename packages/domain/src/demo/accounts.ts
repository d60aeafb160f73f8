import type { Overridable, Role } from '@lembur/contracts/access'

export type DemoAccount = {
  username: string
  role: Role
  workerId: string
  /** What he may beyond his role, in his own department. */
  grants: readonly Overridable[]
  /** Whether one may sign in with the demo password; the others only file and decide in the year that is told. */
  signsIn: boolean
}

/** The password of the five accounts that sign in; they exist in a demo database only. */
export const demoPassword = 'lembur-demo'

const filing = ['overtime.create', 'overtime.update', 'overtime.delete'] as const

const named = (username: string, role: Role, workerId: string, grants: DemoAccount['grants'] = []): DemoAccount => ({
  username,
  role,
  workerId,
  grants,
  signsIn: true,
})
const leader = (username: string, workerId: string): DemoAccount => ({
  username,
  role: 'staff',
  workerId,
  grants: filing,
  signsIn: false,
})
const head = (username: string, workerId: string): DemoAccount => ({
  username,
  role: 'staff',
  workerId,
  grants: [...filing, 'overtime.decide', 'overtime.read'],
  signsIn: false,
})

/** One account a role, named after it; a line leader who files and a head who decides in each department. */
export const accounts: readonly DemoAccount[] = [
  named('user', 'user', 'MW2402218'),
  named('staff', 'staff', 'MW2400549', filing),
  named('ptb_admin', 'ptb_admin', 'MW1802203'),
  named('superadmin', 'superadmin', 'MW1800412'),
  named('developer', 'developer', 'MW1900088'),
  leader('eko.prasetyo', 'MW1903310'),
  head('ratna.sari', 'MW1700921'),
  leader('wahyu.hidayat', 'MW2001145'),
  head('tumpal.hutapea', 'MW1601004'),
  leader('sri.wahyuni', 'MW1904488'),
  leader('andi.saputra', 'MW2106612'),
  head('siti.rahmawati', 'MW2107763'),
  leader('suparman', 'MW1700377'),
  head('rudi.hermawan', 'MW1802950'),
]
