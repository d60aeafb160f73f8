import type { Vouched } from '@lembur/contracts/providers'
import { z } from 'zod'

const text = (most: number) => z.string().max(most)
const name = text(150).nullish()

export const TokenPair = z.object({ access: text(8000).min(1), refresh: text(8000).min(1).nullish() })

/** What the service says of somebody; of what we do not know nothing is taken. */
export const AccountInfo = z.object({
  id: z.union([z.int(), text(100).min(1)]).transform(String),
  username: text(150).trim().min(1),
  email: text(254).nullish(),
  first_name: name,
  last_name: name,
  is_active: z.boolean(),
  is_superuser: z.boolean().default(false),
  is_staff: z.boolean().default(false),
  date_joined: text(60).nullish(),
  last_login: text(60).nullish(),
  perm_all: z.array(text(200)).max(2000).default([]),
  permissions: z.array(text(200)).max(2000).default([]),
  user_permissions: z.array(text(200)).max(2000).default([]),
  groups_name: z.array(text(200)).max(500).default([]),
  models_perm: z.record(z.string(), z.unknown()).default({}),
  employee_info: z.object({ worker_id: text(50).nullish(), is_ptb_admin: z.boolean().default(false) }).nullish(),
})
export type AccountInfo = z.infer<typeof AccountInfo>

/**
 * Who somebody is by the service's account. Its first and last names are not to be relied on: he is shown by his username.
 * Its flag for superusers gives nothing here, as it never did.
 */
export function vouchedOf({ id, username, email, is_active, is_staff, employee_info, ...facts }: AccountInfo): Vouched {
  return {
    subject: id,
    username,
    displayName: username.replaceAll('_', ' '),
    email: email?.trim() || null,
    workerId: employee_info?.worker_id?.trim() || null,
    isActive: is_active,
    role: employee_info?.is_ptb_admin ? 'ptb_admin' : is_staff ? 'staff' : 'user',
    facts: { ...facts, is_staff, is_ptb_admin: employee_info?.is_ptb_admin ?? false },
  }
}
