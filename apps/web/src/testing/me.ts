import { permissionNames, type Role, scopeOf } from '@lembur/contracts/access'
import type { Me } from '@lembur/contracts/identity'

/** Somebody signed in at the plant on Thursday 11 June 2026, 16:42, with the rights of the role. */
export function aReader(role: Role = 'ptb_admin', changes: Partial<Me> = {}): Me {
  const permissions = Object.fromEntries(
    permissionNames.flatMap((name) => {
      const scope = scopeOf(role, name)
      return scope ? [[name, scope]] : []
    }),
  )
  return {
    id: '01890000-0000-7000-8000-000000000001',
    username: 'dewi',
    displayName: 'Dewi Lestari',
    email: null,
    role,
    language: 'en',
    workerId: 'MW2200001',
    employeeId: '01890000-0000-7000-8000-000000000002',
    departmentId: null,
    permissions,
    organisation: {
      id: '01890000-0000-7000-8000-000000000003',
      name: 'Pegaunihan Technology Batam',
      appName: 'Lembur',
      appAcronym: 'PTB',
      timeZone: 'Asia/Jakarta',
      periodStartDay: 26,
      shiftStartMinute: 480,
      shiftEndMinute: 1020,
      breakAfterMinutes: 240,
      breakLengthMinutes: 60,
      idleMinutes: null,
      isDemo: true,
    },
    now: '2026-06-11T09:42:00Z',
    today: '2026-06-11',
    version: '0.1.0',
    ...changes,
  }
}
