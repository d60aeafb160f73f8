import type { ReportFile, ReportState } from '@lembur/contracts/reports'

/** A state as it is shown: there may be rows to report and no workbook yet, or another number of them than it holds. */
export type ShownState = ReportState | 'unbuilt' | 'outdated'

/** Where a workbook stands, given how many requests it would hold now. What waits to be built says that itself. */
export function stateOf(file: Pick<ReportFile, 'state' | 'rows'> | null, rows: number): ShownState {
  if (!file) return rows > 0 ? 'unbuilt' : 'nothing'
  if (file.state === 'nothing') return rows > 0 ? 'outdated' : 'nothing'
  return file.state === 'delivered' && file.rows !== rows ? 'outdated' : file.state
}

/** Icon and tone of a state: told by both, and by its word. */
export const looks: Record<ShownState, { icon: string; tone: 'ok' | 'warn' | 'bad' | 'busy' | 'wait' | 'none' }> = {
  queued: { icon: 'i-lucide-clock-3', tone: 'wait' },
  building: { icon: 'i-lucide-loader', tone: 'busy' },
  stored: { icon: 'i-lucide-upload', tone: 'busy' },
  delivered: { icon: 'i-lucide-check', tone: 'ok' },
  failed: { icon: 'i-lucide-octagon-alert', tone: 'bad' },
  'open-elsewhere': { icon: 'i-lucide-file-lock-2', tone: 'bad' },
  unbuilt: { icon: 'i-lucide-circle-dashed', tone: 'wait' },
  outdated: { icon: 'i-lucide-refresh-ccw-dot', tone: 'warn' },
  nothing: { icon: 'i-lucide-minus', tone: 'none' },
}

type Step = 'done' | 'going' | 'failed' | 'ahead'

/** How far a workbook has come: built, stored, on the share. */
export function chainOf({ state, version }: Pick<ReportFile, 'state' | 'version'>): [built: Step, stored: Step, delivered: Step] {
  if (state === 'delivered') return ['done', 'done', 'done']
  if (state === 'stored') return ['done', 'done', 'going']
  if (state === 'open-elsewhere') return ['done', 'done', 'failed']
  if (state === 'failed') return version > 0 ? ['done', 'done', 'failed'] : ['failed', 'ahead', 'ahead']
  return [state === 'building' ? 'going' : 'ahead', 'ahead', 'ahead']
}

/** Where its bytes are: the last good version while a new one builds. */
export const downloadAddress = (file: Pick<ReportFile, 'id'>): string => `/api/v1/reports/${file.id}/download/`
