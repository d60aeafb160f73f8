import type { Wage } from '@lembur/contracts/evaluation'
import { WageTerms } from '@lembur/contracts/wages'
import { DomainError, sealedFor, type Vault } from '../kernel/index.ts'

/** A wage is sealed for whose it is and for its row: neither people nor days can be exchanged in the database. */
export type Sealed = { id: string; employeeId: string; sealed: string }
type Whose = { organizationId: string; employeeId: string; id: string }

/** What is stored of a wage. Errors: `secret.no_key`. */
export const sealTerms = (vault: Vault, terms: WageTerms, { organizationId, employeeId, id }: Whose): string =>
  vault.seal(JSON.stringify(terms), sealedFor.wage(organizationId, employeeId, id))

/** What a stored wage says; null where no key opens it. Errors: `secret.no_key` where there is no key at all. */
export function openTerms(vault: Vault, organizationId: string, { employeeId, id, sealed }: Sealed): WageTerms | null {
  try {
    return WageTerms.parse(JSON.parse(vault.open(sealed, sealedFor.wage(organizationId, employeeId, id))))
  } catch (error) {
    if (error instanceof DomainError && error.code === 'secret.unreadable') return null
    throw error
  }
}

/** Of an input, what is sealed, its names always in the same order. */
export const termsOf = ({ basis, amount, fixedAllowance, variableAllowance, currency, note }: WageTerms): WageTerms => ({
  basis,
  amount,
  fixedAllowance,
  variableAllowance,
  currency,
  note: note || null,
})

export const sameTerms = (one: WageTerms, other: WageTerms): boolean => JSON.stringify(termsOf(one)) === JSON.stringify(termsOf(other))

/**
 * A wage as the engine takes it. With allowances only its parts are told: what of them counts is for the policy to say (PP
 * 35/2021, art. 32), and a monthly sum beside them would go before that. A policy that asks for a plain month's wage then has none.
 */
export function wageOf({ basis, amount, fixedAllowance, variableAllowance, currency }: WageTerms): Wage {
  if (basis === 'hourly') return { currency, hourly: amount }
  const parts = { basic: amount, fixed: fixedAllowance ?? '0', variable: variableAllowance ?? '0' }
  const isPlain = Number(parts.fixed) === 0 && Number(parts.variable) === 0
  return { currency, ...(isPlain ? { monthly: amount } : {}), parts }
}
