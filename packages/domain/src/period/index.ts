export { changePeriod } from './change.ts'
export { type InPeriod, inPeriod, periodIndex, periodJoin, periodState } from './columns.ts'
export { assertTakesDecisions, assertTakesRequests, holdPeriods, takesDecisions, takesRequests } from './guard.ts'
export { getPeriod, listPeriods } from './list.ts'
