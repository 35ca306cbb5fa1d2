import type { Grid } from './expected.ts'
import type { Fixture } from './fixture.ts'

export const NONE = '0194a000-0000-7000-8000-000000000000'
const SECRET = 'a'.repeat(43)

/** A request that gets through and then does no harm. */
export type Sample = {
  readonly grid: Grid
  /** The endpoint's id; of several rows for one endpoint the key says which is which. */
  readonly id?: string
  /** What fills the placeholders; those that are not given name the draft of unit 204 and what belongs to it. */
  readonly params?: (fixture: Fixture) => Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown | ((fixture: Fixture) => unknown)
  readonly bytes?: string
  /** What somebody gets who is let through: the status and, where the door could say the same, a part of the answer. */
  readonly through: number | readonly [status: number, text: string]
  /** Whether an answer holds something of unit 204. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every endpoint.
  readonly sees?: (body: any, fixture: Fixture) => boolean
  /** It ends the person's session. */
  readonly isLast?: boolean
}

type Unit = { readonly unit: number }
const ofUnit = (rows: readonly Unit[]) => rows.some(({ unit }) => unit === 204)
const own = (through: Sample['through'], more: Partial<Sample> = {}): Sample => ({ grid: 'signedIn', through, ...more })
const admin = (through: Sample['through'], more: Partial<Sample> = {}): Sample => ({
  grid: 'administrator',
  through,
  ...more,
})
const read = (more: Partial<Sample> = {}): Sample => ({ grid: 'read', through: 200, ...more })
const change = (body: object, more: Partial<Sample> = {}): Sample => admin(409, { body, ...more })
const moving = (grid: Grid, status: keyof Fixture['forms'], action: string, through: number): Sample => ({
  grid,
  id: 'moveForm',
  params: ({ forms }) => ({ form: forms[status].id }),
  // No form has come so far: whoever may take the step is told that somebody else was first.
  body: { action, version: 99, opinion: '请核对' },
  through,
})
const TOKEN = { label: '取数', days: 3 }

const people: Readonly<Record<string, Sample>> = {
  isSetUp: { grid: 'anyone', through: 200 },
  setUp: {
    grid: 'anyone',
    body: { code: '猜的', login: 'new', name: '某人', password: 'x', region: 19, regionName: '别的财政局' },
    through: [403, '启动码不对'],
  },
  signIn: { grid: 'anyone', body: { login: 'not-there', password: 'x' }, through: [401, '登录名或密码不对'] },
  whoAmI: own(200),
  signOut: own(200, { isLast: true }),
  getOwnAccount: own(200),
  changeOwnPassword: own([403, '现在的密码不对'], { body: { current: 'x', password: 'y' } }),
  listOwnSessions: own(200),
  endOwnSession: own([404, '没有这次登录']),
  endOtherSessions: own(200),
  enrolTotp: own([403, '现在的密码不对'], { body: { password: 'x' } }),
  confirmTotp: own(409, { body: { code: '123456' } }),
  removeTotp: own([403, '现在的密码不对'], { body: { password: 'x', code: '123456' } }),
  hasOidc: { grid: 'anyone', through: 200 },
  startOidc: { grid: 'anyone', through: [404, '没有接统一身份认证'] },
  finishOidc: { grid: 'anyone', body: { secret: SECRET, answer: 'x' }, through: 409 },
  startOidcClaim: own([404, '没有接统一身份认证'], { body: { password: 'x' } }),
  finishOidcClaim: own(409, { body: { secret: SECRET, answer: 'x' } }),
  removeOidc: own(200),
  listOwnTokens: own(200),
  createOwnToken: own(201, { body: TOKEN }),
  revokeOwnToken: own([404, '没有这个令牌']),
  listTokens: admin(200),
  createToken: admin([403, '人的令牌只能由本人建'], { body: TOKEN }),
  revokeToken: admin([404, '没有这个令牌']),
  listAccounts: admin(200),
  createAccount: admin(409, { body: { login: 'somebody', name: '某人' } }),
  getAccount: admin(200),
  changeAccount: admin(200, { body: { name: '某人' } }),
  resetPassword: admin(201),
  resetTotp: admin(200),
  endAccountSessions: admin(200),
  listRoles: admin(200),
  giveRole: admin(422, {
    body: ({ account }: Fixture) => ({ account: account.id, unit: 0, role: 'clerk', fromYear: 2024 }),
  }),
  endRole: admin([404, '没有这个角色']),
  listDelegations: { grid: 'inBureau', through: 200 },
  delegateRole: {
    grid: 'inBureau',
    body: { role: NONE, to: 'somebody', until: '2025-02-01T00:00:00Z' },
    through: [404, '您没有这个角色'],
  },
  endDelegation: { grid: 'inBureau', through: [404, '没有这个委托'] },
  findColleagues: { grid: 'inBureau', query: 'text=x', through: 200 },
  getBureauSettings: admin(200),
  changeBureauSettings: admin(200, { body: { needsTotp: false } }),
  getDoctor: admin([404, '没有体检']),
}

// What happens to units happens from 2010 on: they are as they are since 2020, so that is refused.
const units: Readonly<Record<string, Sample>> = {
  listUnits: {
    grid: 'listUnits',
    through: 200,
    sees: (body) => body.units.some((one: { id: number }) => one.id === 204),
  },
  getUnitTree: {
    grid: 'listUnits',
    through: 200,
    sees: (body) => body.units.some((one: { id: number }) => one.id === 204),
  },
  getUnit: read({ grid: 'readUnit' }),
  createUnit: change({ id: 204, name: '图书馆', fromYear: 2024 }),
  renameUnit: change({ fromYear: 2010, name: '图书馆' }),
  moveUnit: change({ fromYear: 2010, parent: null }),
  closeUnit: change({ fromYear: 2010 }),
  mergeUnits: change({ fromYear: 2010, units: [204, 301], into: { id: 9, name: '新馆' } }),
  splitUnit: change({
    fromYear: 2010,
    unit: 204,
    into: [
      { id: 7, name: '甲馆' },
      { id: 9, name: '乙馆' },
    ],
  }),
  importOrganisation: admin(200, { bytes: '不是表格' }),
  getOrganisationTemplate: admin(200),
}

const forms: Readonly<Record<string, Sample>> = {
  listForms: { grid: 'list', query: 'year=2024', through: 200, sees: ({ rows }) => ofUnit(rows) },
  countForms: { grid: 'list', query: 'year=2024', through: 200, sees: ({ counts }) => counts.length > 0 },
  exportForms: { grid: 'list', query: 'year=2024&format=json', through: 200, sees: (rows) => ofUnit(rows) },
  createForm: {
    grid: 'create',
    body: { unit: 204, fiscalYear: 2024, kind: 'department-self-evaluation' },
    through: 409,
  },
  getForm: read(),
  patchForm: { grid: 'change', body: { base: 1, edits: [{ at: '/funds', to: 'x' }] }, through: 422 },
  exportForm: read({ query: 'format=json' }),
  submit: moving('clerkMoves', 'draft', 'submit', 422),
  withdraw: moving('clerkMoves', 'submitted', 'withdraw', 409),
  sign: moving('headMoves', 'submitted', 'sign', 409),
  'return from the unit': moving('headMoves', 'submitted', 'return', 409),
  reviewForDepartment: moving('departmentMoves', 'unitSigned', 'reviewForDepartment', 409),
  reviewForFinance: moving('financeMoves', 'departmentReviewed', 'reviewForFinance', 409),
  approve: moving('officerMoves', 'financeReviewed', 'approve', 409),
  reopen: moving('officerMoves', 'approved', 'reopen', 409),
  carryOver: moving('clerkMoves', 'approved', 'carryOver', 200),
  moveForms: {
    grid: 'headMovesMany',
    body: ({ forms: { submitted } }: Fixture) => ({
      action: 'sign',
      dryRun: true,
      forms: [{ id: submitted.id, version: submitted.version }],
    }),
    through: 200,
    sees: ({ done }) => done === 1,
  },
  listVersions: read(),
  getVersion: read({ params: () => ({ version: '1' }) }),
  compareVersions: read({ query: 'from=1&to=1' }),
  getFormLog: read(),
  getCellHistory: read({ query: 'at=/department' }),
  getRollUp: read(),
  listConfirmations: read(),
  listComments: read(),
  addComment: { grid: 'comment', body: { text: '请核对' }, through: 201 },
  settleComment: { grid: 'comment', body: { isResolved: true }, through: 409 },
  listAttachments: read(),
  addAttachment: { grid: 'change', query: 'name=a.pdf', bytes: '%PDF-1.7', through: 201 },
  getAttachment: read({ params: ({ attachment }) => ({ attachment }) }),
  removeAttachment: { grid: 'change', through: [404, '没有这份佐证材料'] },
  listReviews: read(),
  addReview: { grid: 'review', body: { version: 1, rows: [] }, through: 409 },
}

const bureau: Readonly<Record<string, Sample>> = {
  previewPolicy: {
    grid: 'preview',
    query: 'year=2024&policy=observed-default',
    through: 200,
    sees: (body) => ofUnit(body.forms),
  },
  listCampaigns: { grid: 'inBureau', through: 200 },
  createCampaign: {
    grid: 'bureauStartsForYear',
    body: {
      fiscalYear: 2024,
      kind: 'department-self-evaluation',
      title: '自评',
      opensAt: '2025-01-01T00:00:00Z',
      closesAt: '2025-02-01T00:00:00Z',
    },
    through: 409,
  },
  changeCampaign: {
    grid: 'bureauStartsForYear',
    body: { title: '自评', opensAt: '2025-02-01T00:00:00Z', closesAt: '2025-01-01T00:00:00Z' },
    through: 422,
  },
  getCampaignProgress: { grid: 'list', through: 200, sees: (body) => ofUnit(body.units) },
  getLog: { grid: 'unitLog', query: 'unit=204', through: 200, sees: ({ entries }) => entries.length > 0 },
  exportLog: { grid: 'wholeLog', through: 200, sees: (text, { forms: all }) => String(text).includes(all.draft.id) },
  getAnalysis: { grid: 'analysis', query: 'year=2024', through: 200, sees: ({ points }) => ofUnit(points) },
  exportAnalysis: {
    grid: 'analysis',
    query: 'year=2024&what=scores&format=json',
    through: 200,
    sees: (rows) => ofUnit(rows),
  },
  getPeers: {
    grid: 'analysis',
    query: `year=2024&name=${encodeURIComponent('免费开放')}`,
    through: 200,
    sees: (body) => ofUnit(body.peers),
  },
  listJobs: { grid: 'bureauReads', through: 200 },
  getJob: { grid: 'bureauReads', through: 200 },
  watchJob: { grid: 'bureauReads', through: 200 },
  getJobFile: { grid: 'bureauReads', through: [404, '没有这种结果文件'] },
  cancelJob: { grid: 'bureauStartsForYear', params: () => ({ job: NONE }), through: 409 },
  retryJob: { grid: 'bureauStartsForYear', params: () => ({ job: NONE }), through: 409 },
  importFiles: { grid: 'bureauStartsForYear', query: 'name=a.zip', bytes: '', through: 422 },
  rescore: { grid: 'bureauStartsForYear', body: { fiscalYear: 2024, policy: 'not-there' }, through: 422 },
  exportAllForms: { grid: 'bureauReadsForYear', body: { fiscalYear: 2024 }, through: 202 },
  listNotifications: { grid: 'inBureau', through: 200 },
  readNotifications: { grid: 'inBureau', body: { upTo: '2025-01-01T00:00:00Z' }, through: 200 },
  listSamples: { grid: 'bureauReads', through: 200 },
  drawSample: {
    grid: 'draw',
    body: { fiscalYear: 2024, kind: 'monitoring', title: '抽查', size: 1 },
    through: 422,
  },
  getSample: { grid: 'bureauReads', through: [404, '没有这次抽查'] },
  exportSample: { grid: 'bureauReads', through: [404, '没有这次抽查'] },
}

/** Every endpoint, by hand: who is let through, and a request that shows it. */
export const TABLE: Readonly<Record<string, Sample>> = { ...people, ...units, ...forms, ...bureau }
