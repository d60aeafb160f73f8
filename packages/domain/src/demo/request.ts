import type { DayKind } from '@lembur/contracts/overtime'
import type { DemoPerson } from './people.ts'
import type { DemoShift } from './shifts.ts'

/** How a request ended, by whose user name and when, in milliseconds. */
export type DemoFate =
  | { status: 'pending' }
  | { status: 'approved'; by: string; at: number; reason: string | null }
  | { status: 'rejected'; by: string; at: number; reason: string }
  | { status: 'withdrawn'; by: string; at: number }

/** What happened on the way: filed for another date and moved, or decided once and reopened. */
export type DemoDetour =
  | { kind: 'moved'; from: string; at: number }
  | { kind: 'reopened'; by: string; decidedAt: number; at: number; reason: string }

export type DemoRequest = {
  person: DemoPerson
  workDate: string
  kind: DayKind
  kindOverrideReason: string | null
  shift: DemoShift
  project: string
  reason: string
  detail: string
  filedBy: string
  filedAt: number
  detour: DemoDetour | null
  fate: DemoFate
}
