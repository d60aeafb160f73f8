import type { RowKind, Somebody, Stage } from './stage.ts'

/** How the rows of a procedure are told apart. */
type Reach =
  /** It names no row: the permission alone decides. */
  | 'nobody'
  /** A row of an employee: own, his department's, the organisation's, by the reach of the permission. */
  | 'employee'
  /** A row of one person, which is for nobody else. */
  | 'person'
  /** A row of the organisation: for whoever holds the permission in it. */
  | 'organisation'

export type Cell = {
  reach: Reach
  /** The kind of row that is made for each call; its id is given to `input`. */
  row?: RowKind
  input(of: Somebody, id: string, stage: Stage): object
  /** What somebody is told who is let in, where not all is well: a rule of the plant, a password that is wrong. */
  told?: RegExp
  /** The same for his own row alone. */
  toldOfOwn?: RegExp
  /** Where a row out of reach is no error: that the answer has nothing of it. */
  hides?: (answer: unknown) => boolean
  /** The kind of rows that a list shows: those within reach and no others. */
  shows?: RowKind
  /** How those rows are told apart, where no `get` beside the list says so. */
  shownBy?: Reach
}

const none = (input: object = {}): Cell => ({ reach: 'nobody', input: () => input })
const byId = (reach: Reach, row: RowKind, besides: object = {}): Cell => ({ reach, row, input: (_of, id) => ({ id, ...besides }) })
const byRequest = (besides: object): Cell => ({
  reach: 'employee',
  row: 'overtime',
  input: (_of, requestId) => ({ requestId, ...besides }),
})
const entity = (row: RowKind, change: object) => ({
  [`${row}.list`]: { ...none({ pageSize: 500 }), shows: row },
  [`${row}.get`]: byId('organisation', row),
  [`${row}.update`]: byId('organisation', row, change),
  [`${row}.remove`]: byId('organisation', row),
})
/** A person made for each call: what changes him changes nobody that other calls are about. */
const ofUser = (besides: object = {}): Cell => ({ reach: 'organisation', row: 'user', input: (_of, userId) => ({ userId, ...besides }) })
const ofPolicy = (besides: object = {}): Cell => ({
  reach: 'organisation',
  row: 'policy',
  input: (_of, policyId) => ({ policyId, ...besides }),
})
const isEmpty = (answer: unknown) => /"results":\[\]|^\[\]$/.test(JSON.stringify(answer))
const refusedEach = (answer: unknown) => /"ok":false/.test(JSON.stringify(answer))
const changedNone = (answer: unknown) => JSON.stringify(answer) === '{"changed":0}'
/** What was never handed out. */
const unknown = 'lbc_unknown'
const step = { challenge: unknown }
const signature = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} }
const signed = { ...signature, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } }
const made = { ...signature, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } }
const noneSuch = /^auth\.(challenge_over|invalid_credentials)$/
const proof = { proof: 'not his' }
/** Let in, and then asked for more: who has just come in has shown that it is him. */
const unproven = /^(OK|passkey\.address|factor\.\w+|auth\.\w+)$/
const words = { reason: 'Line ramp', detail: 'Rework of the first lot' }
let serial = 0
const unique = () => `M${++serial}`

/** What each procedure of the product is called with; one that is missing here fails the matrix. */
export const cells: Record<string, Cell> = {
  'auth.signIn': { ...none({ username: 'nobody', password: 'wrong' }), told: /^auth\.(invalid_credentials|too_many_attempts)$/ },
  'auth.signInForTokens': { ...none({ username: 'nobody', password: 'wrong' }), told: /^auth\.(invalid_credentials|too_many_attempts)$/ },
  'auth.refresh': { ...none({ refresh: 'lbx_unknown' }), told: /^auth.invalid_refresh_token$/ },
  'auth.verify': none({ token: 'lba_unknown' }),
  'auth.signOut': none(),
  'auth.me': none(),
  'auth.current': none(),
  'auth.updateMe': none({ language: 'id' }),
  'auth.requestReset': { ...none({ login: 'nobody' }), told: /^(OK|auth.too_many_attempts)$/ },
  'auth.resetPassword': { ...none({ token: 'lbc_unknown', password: 'kucing-hijau-melompat' }), told: /^reset.invalid$/ },
  'auth.ways': none(),
  'auth.exchange': { ...none({ token: 'unknown' }), told: /^not_found$/ },
  'auth.secondFactorWays': { ...none(step), told: noneSuch },
  'auth.secondFactor': { ...none({ ...step, way: 'totp', code: '123456' }), told: noneSuch },
  'auth.secondFactorForTokens': { ...none({ ...step, way: 'totp', code: '123456' }), told: noneSuch },
  'auth.passkeyOptions': { ...none(), told: /^passkey.address$/ },
  'auth.signInWithPasskey': { ...none({ passkey: unknown, answer: signed }), told: noneSuch },
  'auth.setUpTotp': { ...none(step), told: noneSuch },
  'auth.confirmTotp': { ...none({ ...step, setup: unknown, code: '123456' }), told: noneSuch },
  'auth.setUpPasskey': { ...none(step), told: noneSuch },
  'auth.confirmPasskey': { ...none({ ...step, setup: unknown, name: 'Key', answer: made }), told: noneSuch },

  'secondFactor.state': none(),
  'secondFactor.setUpTotp': { ...none(proof), told: unproven },
  'secondFactor.confirmTotp': { ...none({ setup: unknown, code: '123456' }), told: noneSuch },
  'secondFactor.removeTotp': { ...none(proof), told: unproven },
  'secondFactor.setUpPasskey': { ...none(proof), told: unproven },
  'secondFactor.addPasskey': { ...none({ setup: unknown, name: 'Key', answer: made }), told: noneSuch },
  'secondFactor.renamePasskey': byId('person', 'passkey', { name: 'Key' }),
  'secondFactor.removePasskey': { reach: 'person', row: 'passkey', input: (_of, id) => ({ id, ...proof }), toldOfOwn: unproven },
  'secondFactor.renewRecoveryCodes': { ...none(proof), told: unproven },

  'account.sessions': none(),
  'account.renameSession': byId('person', 'signIn', { name: 'Line 2' }),
  'account.endSession': byId('person', 'signIn'),
  'account.endOtherSessions': none(),
  'account.tokens': none(),
  'account.createToken': none({ name: 'Program', scopes: ['department.read'], days: 30 }),
  'account.revokeToken': byId('person', 'apiToken'),
  'account.changePassword': {
    ...none({ present: 'the present one', password: 'kucing-hijau-melompat' }),
    told: /^password.elsewhere$/,
  },

  'overtime.list': { ...none({ pageSize: 500 }), shows: 'overtime' },
  'overtime.totals': none(),
  'overtime.inbox': none(),
  'overtime.statistics': none({ from: '2022-01-01', to: '2022-12-31' }),
  'overtime.get': byId('employee', 'overtime'),
  'overtime.explain': byId('employee', 'overtime'),
  'overtime.explainTotal': {
    reach: 'employee',
    row: 'overtime',
    input: ({ employeeId }) => ({ employeeId, from: '2022-01-01', to: '2023-12-31' }),
    hides: isEmpty,
  },
  'overtime.revise': byId('employee', 'overtime', { reason: 'Other' }),
  'overtime.withdraw': byId('employee', 'overtime'),
  'overtime.remove': byId('employee', 'overtime'),
  'overtime.decide': { ...byId('employee', 'overtime', { outcome: 'rejected', reason: 'No' }), toldOfOwn: /^overtime.own_request$/ },
  'overtime.decideMany': {
    reach: 'employee',
    row: 'overtime',
    input: (_of, id) => ({ ids: [id], outcome: 'rejected', reason: 'No' }),
    hides: refusedEach,
  },
  'overtime.submit': {
    reach: 'employee',
    input: ({ employeeId, projectId }, _id, stage) => ({
      ...words,
      employeeId,
      projectId,
      workDate: stage.nextDay(),
      timeStart: '17:20',
      timeEnd: '18:20',
    }),
  },
  'overtime.forecast': { reach: 'employee', input: ({ employeeId }, _id, stage) => ({ employeeId, workDate: stage.nextDay() }) },
  'overtime.recentDays': {
    reach: 'employee',
    input: ({ employeeId }, _id, stage) => ({ employeeId, to: stage.nextDay() }),
    hides: isEmpty,
  },
  'overtime.copyYesterday': {
    reach: 'employee',
    input: ({ employeeId }) => ({ employeeId, workDate: '2021-06-01' }),
    told: /^overtime.nothing_yesterday$/,
  },

  'period.list': none({ year: 2022 }),
  'period.get': none({ year: 2022, month: 1 }),
  // The first who may closes it, and then it is.
  'period.change': { ...none({ year: 2001, month: 1, to: 'closed' }), told: /^(OK|period.transition)$/ },
  'correction.list': { ...none({ pageSize: 500 }), shows: 'correction', shownBy: 'employee' },
  'correction.create': {
    ...byRequest({ void: true, reason: 'The gate says so' }),
    told: /^period.not_locked$/,
    toldOfOwn: /^overtime.own_request$/,
  },
  'correction.preview': { ...byRequest({ void: true }), told: /^period.not_locked$/ },

  ...entity('department', { name: 'Other' }),
  'department.create': { reach: 'nobody', input: () => ({ code: unique(), name: 'New' }) },
  ...entity('project', { name: 'Other' }),
  'project.create': { reach: 'nobody', input: () => ({ name: unique() }) },
  ...entity('employee', { name: 'Other' }),
  'employee.create': {
    reach: 'organisation',
    row: 'department',
    input: (_of, id) => ({ workerId: unique(), name: 'New', departmentId: id }),
  },
  'employee.import': none({ header: ['worker_id', 'name'], rows: [], dryRun: true }),
  ...entity('holiday', { title: 'Other' }),
  'holiday.create': { reach: 'nobody', input: (_of, _id, stage) => ({ title: 'New', date: stage.nextDay() }) },
  ...entity('regulation', { title: 'Other' }),
  'regulation.create': { reach: 'nobody', input: () => ({ title: unique() }) },
  'regulationDocument.list': { ...none({ pageSize: 500 }), shows: 'regulationDocument' },
  'regulationDocument.get': byId('organisation', 'regulationDocument'),
  'regulationDocument.remove': byId('organisation', 'regulationDocument'),

  'limit.list': none(),
  'limit.preview': none({ span: 'week', maxMinutes: 600 }),
  'limit.set': {
    reach: 'organisation',
    input: ({ employeeId }) => ({ scope: 'employee', employeeId, span: 'week', advisedMinutes: 60, maxMinutes: 120 }),
  },
  'wage.list': { reach: 'employee', input: ({ employeeId }) => ({ employeeId }) },
  'wage.people': none({ pageSize: 500 }),
  'wage.set': {
    reach: 'employee',
    input: ({ employeeId }, _id, stage) => ({ employeeId, effectiveFrom: stage.nextDay(), basis: 'monthly', amount: '5000000' }),
  },
  'wage.import': none({ header: ['worker_id', 'effective_from', 'basis', 'amount'], rows: [], dryRun: true }),
  'wage.remove': byId('employee', 'wage'),
  ...entity('policy', { description: 'Other' }),
  'policy.create': { reach: 'nobody', input: () => ({ name: unique(), pack: 'ID' }) },
  'policy.versions': ofPolicy(),
  'policy.version': byId('organisation', 'policyVersion'),
  'policy.saveDraft': ofPolicy({ layer: { extends: { pack: 'ID' }, patch: { title: 'Plant' } } }),
  'policy.discardDraft': ofPolicy(),
  'policy.publish': {
    reach: 'organisation',
    row: 'policy',
    input: (_of, policyId, stage) => ({ policyId, effectiveFrom: stage.nextDay() }),
  },
  'policy.assignments': none({ pageSize: 500 }),
  'policy.assign': {
    reach: 'organisation',
    input: ({ employeeId }, _id, stage) => ({ scope: 'employee', employeeId, policyId: null, effectiveFrom: stage.nextDay() }),
  },
  'policy.unassign': byId('organisation', 'policyAssignment'),
  'policy.inForce': { reach: 'organisation', input: ({ employeeId }) => ({ employeeId }) },
  'policy.packs': none(),
  'policy.schema': none(),
  'policy.describe': { reach: 'organisation', row: 'policyVersion', input: (_of, versionId) => ({ versionId }) },
  'policy.preview': none({ layer: { extends: { pack: 'ID' } } }),
  'policy.compare': { reach: 'organisation', row: 'policyVersion', input: (_of, id) => ({ beforeId: id, afterId: id }) },
  'trial.list': ofPolicy(),
  'trial.get': byId('organisation', 'trial'),
  'trial.start': ofPolicy({ periods: 1 }),
  'trial.cancel': byId('organisation', 'trial'),
  'trial.resume': { ...byId('organisation', 'trial'), told: /^trial.running$/ },
  'trial.remove': byId('organisation', 'trial'),
  'report.list': none({ date: '2022-01-03' }),
  'report.centre': none({ date: '2022-01-03' }),
  'report.rebuild': none({ date: '2022-01-03' }),
  'report.ofRequest': {
    reach: 'employee',
    row: 'overtime',
    input: (_of, id) => ({ requestId: id }),
    hides: isEmpty,
  },
  'report.retry': { ...byId('organisation', 'report'), told: /^report.not_built$/ },

  'notification.list': { ...none({ pageSize: 500 }), shows: 'notification' },
  'notification.unreadCount': none(),
  ...Object.fromEntries(
    ['markRead', 'archive', 'unarchive'].map((verb) => [
      `notification.${verb}`,
      { reach: 'person', row: 'notification', input: (_of, id) => ({ ids: [id] }), hides: changedNone } satisfies Cell,
    ]),
  ),
  ...Object.fromEntries(
    ['markOneRead', 'archiveOne', 'unarchiveOne'].map((verb) => [
      `notification.${verb}`,
      { ...byId('person', 'notification'), hides: changedNone },
    ]),
  ),
  'notification.markAllRead': none(),
  'notification.remove': byId('person', 'notification'),
  'notification.archiveOld': none({ days: 3650 }),
  'activity.list': { ...none({ pageSize: 500, subjectType: 'matrix' }), shows: 'activity' },
  'activity.get': byId('organisation', 'activity'),
  'activity.actors': none({ search: 'Budi' }),
  'activity.purge': none({ days: 3650 }),
  'connection.list': none(),
  'connection.get': { ...none({ kind: 'ldap' }), told: /^connection.not_set$/ },
  'connection.save': none({ kind: 'smb', settings: { host: 'files.plant', share: 'pub', username: 'lembur' }, isEnabled: false }),
  'connection.test': { ...none({ kind: 'ldap' }), told: /^connection.not_set$/ },
  'connection.remove': { ...none({ kind: 'ldap' }), told: /^connection.not_set$/ },
  'configuration.branding': none(),
  'configuration.get': none(),
  'configuration.update': none({ appName: 'Lembur' }),
  'configuration.removeImage': { ...none({ kind: 'tab_icon' }), told: /^not_found$/ },
  'live.events': none(),
  'search.find': none({ text: 'Budi' }),

  'user.list': none({ pageSize: 500 }),
  'user.create': { reach: 'nobody', input: () => ({ username: `new.${unique()}`, displayName: 'New' }) },
  'user.get': byId('organisation', 'user'),
  'user.update': byId('organisation', 'user', { displayName: 'Other' }),
  'user.setRole': ofUser({ role: 'staff' }),
  'user.deactivate': ofUser(),
  'user.activate': ofUser(),
  'user.access': ofUser(),
  'user.previewAccess': ofUser({ role: 'staff' }),
  'user.override': ofUser({ permission: 'holiday.create', effect: 'add' }),
  'user.overrideResource': ofUser({ resource: 'holiday', effect: 'add' }),
  'user.resetOverride': ofUser({ what: 'all' }),
  'user.passwordLink': ofUser(),
  'user.sessions': ofUser(),
  'user.endSessions': ofUser(),
  'user.clearSecondFactor': ofUser(),
}
