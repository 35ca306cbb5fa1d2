import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseForm } from '#documents'
import { check, choosePolicy, type Form } from '#engine'
import { verifyLog } from '../../../src/cli/commands/verify-log.ts'
import { hashOf } from '../../../src/server/store/forms.ts'
import { numbers } from '../../documents/mutate.ts'
import { emptyPostgres } from '../store/stores.ts'
import {
  asking,
  BUREAU,
  confirmationsFor,
  filledForm,
  insisting,
  type Office,
  openOffice,
  type Person,
} from './office.ts'
import { type Place, type ServerProcess, startServer } from './server-process.ts'

/** A version of a form that the server said it has. */
export type Acknowledged = {
  readonly form: string
  readonly version: number
  readonly status: string
  readonly hash: string
  readonly by: Person
}

export type KillCount = {
  readonly kills: number
  readonly acknowledged: number
  /** Acknowledged versions that are not there, or not as they were acknowledged: in words. */
  readonly lost: readonly string[]
  /** Forms that can't be opened and checked. */
  readonly notOpening: readonly string[]
  /** What `jiheng verify-log` finds, and acknowledged versions that the log does not tell of. */
  readonly logFaults: readonly string[]
}

export const UNITS = [201, 202, 203, 204]
/** A kill comes within so many milliseconds after the first acknowledged save of a round. */
const LATEST = 700

/**
 * Kills the real server at random moments while clerks save and move forms as fast as it answers, starts it again on the same data and
 * asks it for everything that was acknowledged.
 */
export async function killOver(
  engine: 'PGlite' | 'PostgreSQL',
  kills: number,
  seed: number,
  onRound: (round: number, acknowledged: number) => void = () => undefined,
): Promise<KillCount> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jiheng-kills-'))
  const own = engine === 'PostgreSQL' ? await emptyPostgres() : undefined
  const place: Place = { dataFolder, databaseUrl: own?.url }
  const next = numbers(seed)
  let server: ServerProcess | undefined
  try {
    server = await startServer(place)
    const office = await openOffice(server, UNITS)
    const all: Acknowledged[] = []
    const faults = { lost: [] as string[], notOpening: [] as string[], logFaults: [] as string[] }
    for (let round = 1; round <= kills; round++) {
      const wait = next(LATEST)
      const saved = await savedUntil(server, office, round, wait, server.kill)
      server = await startServer(place)
      all.push(...saved)
      await lookFor(server, office, saved, faults)
      onRound(round, saved.length)
    }
    // What survived one kill must survive the later ones.
    await lookFor(server, office, all, faults)
    return { kills, acknowledged: all.length, ...faults }
  } finally {
    await server?.kill()
    await own?.drop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** Saves, submits and takes back as fast as the server answers until `interrupt` breaks it off, some milliseconds after the first answer; gives what was acknowledged. */
export async function savedUntil(
  server: ServerProcess,
  { clerks }: Office,
  round: number,
  wait: number,
  interrupt: () => Promise<void>,
): Promise<readonly Acknowledged[]> {
  const saved: Acknowledged[] = []
  let isKilled = false
  let begun: () => void = () => undefined
  const firstSave = new Promise<void>((resolve) => {
    begun = resolve
  })
  const writers = clerks.map(async ({ unit, person }) => {
    const ask = insisting(server)
    const acknowledge = (body: Omit<Acknowledged, 'form'> & { id: string; form: Form }) => {
      const { id, version, status, hash } = body
      saved.push({ form: id, version, status, hash, by: person })
      begun()
    }
    try {
      let { body } = await ask('POST', `${BUREAU}/forms`, filledForm(unit, `第${round}次`), person)
      acknowledge(body)
      for (let turn = 1; ; turn++) {
        body = (await ask(...step(body, turn), person)).body
        acknowledge(body)
      }
    } catch (error) {
      // The connection breaks off when something is killed; anything else is a fault.
      if (!isKilled) throw error
    }
  })
  const all = Promise.all(writers)
  await Promise.race([all, firstSave.then(() => pause(wait))])
  isKilled = true
  await interrupt()
  await all
  return saved
}

/** Three saves, a submission, and the form is taken back. */
function step(
  { id, version, form, status }: { id: string; version: number; form: Form; status: string },
  turn: number,
): [string, string, object] {
  const at = `${BUREAU}/forms/${id}`
  if (status === 'submitted') return ['POST', `${at}/moves`, { action: 'withdraw', version }]
  if (turn % 5 === 4)
    return ['POST', `${at}/moves`, { action: 'submit', version, confirmations: confirmationsFor(form) }]
  return ['PATCH', at, { base: version, edits: [{ at: '/contact/name', to: `经办 ${turn}` }] }]
}

export type Faults = { readonly lost: string[]; readonly notOpening: string[]; readonly logFaults: string[] }

/** Asks for everything that was acknowledged; notes what is not there. */
export async function lookFor(
  server: ServerProcess,
  office: Office,
  saved: readonly Acknowledged[],
  { lost, notOpening, logFaults }: Faults,
): Promise<void> {
  const ask = asking(server)
  const told = await toldOf(ask, office, logFaults)
  for (const form of new Set(saved.map((one) => one.form))) {
    const own = saved.filter((one) => one.form === form)
    const last = own.reduce((a, b) => (a.version > b.version ? a : b))
    const at = `${BUREAU}/forms/${form}`
    const { versions = [] } = (await ask('GET', `${at}/versions`, undefined, last.by)).body
    const there = new Map(versions.map((one: Acknowledged) => [one.version, `${one.status} ${one.hash}`]))
    for (const { version, status, hash } of own) {
      const found = there.get(version)
      if (found !== `${status} ${hash}`) lost.push(`${form} v${version}: ${status} ${hash}, there is ${found}`)
      if (!told.has(`${form} ${hash}`)) logFaults.push(`${form} v${version}: not in the log`)
    }
    const kept = (await ask('GET', `${at}/versions/${last.version}`, undefined, last.by)).body.form
    if (!kept || hashOf(kept).toString('hex') !== last.hash) lost.push(`${form} v${last.version}: another content`)
    // At most one request of a writer was under way: whatever is there beyond that nobody has sent.
    if (there.size > last.version + 1) notOpening.push(`${form}: ${there.size} versions, ${last.version} were sent`)
    const opened = await ask('GET', at, undefined, last.by)
    if (opened.status !== 200 || !opens(opened.body)) notOpening.push(`${form}: ${opened.status}`)
  }
}

function opens({ form, hash }: { readonly form: Form; readonly hash: string }): boolean {
  const parsed = parseForm(form)
  if (!('form' in parsed) || hashOf(parsed.form).toString('hex') !== hash) return false
  return check(parsed.form, choosePolicy(parsed.form).policy).score.rows.length > 0
}

/** Form and hash of everything the exported log tells of, once the export has been verified. */
async function toldOf(ask: ReturnType<typeof asking>, office: Office, faults: string[]): Promise<ReadonlySet<string>> {
  const { body } = await ask('GET', `${BUREAU}/log.jsonl`, undefined, office.administrator)
  const lines = String(body).split('\n')
  for (const { entry, fault } of (await verifyLog(lines)).faults) faults.push(`${entry}: ${fault}`)
  const told = new Set<string>()
  for (const line of lines.filter((one) => one.includes('"seq"'))) {
    const { subject, payload } = JSON.parse(line)
    told.add(`${subject} ${JSON.parse(payload).hash}`)
  }
  return told
}
