export { type Authorized, assertMay, covers, proven, type Reach, reachOf, withinReach } from './authorize.ts'
export { changesOf } from './changes.ts'
export {
  type Actor,
  type Ctx,
  type InUse,
  type Origin,
  type Override,
  type PlantSettings,
  plainServices,
  type Services,
  type SharePlace,
  type Shares,
  systemUserId,
} from './context.ts'
export { countOf } from './counting.ts'
export {
  conflict,
  DomainError,
  type ErrorKind,
  field,
  forbidden,
  invalid,
  notFound,
  outageOf,
  ruleViolation,
  translating,
} from './errors.ts'
export { nothingOutside, type Outside } from './outside.ts'
export { boundOf, containing, countedUpTo, limitTo, offsetOf, pageOf } from './paging.ts'
export { type PlantColumns, plantOf, todayIn } from './plant.ts'
export { reachedRequests } from './reached.ts'
export { read, readOne } from './read.ts'
export { sealedFor } from './sealed-for.ts'
export { systemContext } from './system.ts'
export { newVaultKey, openVault, type Vault } from './vault.ts'
export { assertVersion } from './version.ts'
export { type Change, type Outcome, type Writing, write } from './write.ts'
