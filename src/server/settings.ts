import { resolve } from 'node:path'
import { type OidcSettings, oidcSettingsFrom } from './oidc-settings.ts'
import { s3SettingsFrom } from './s3-settings.ts'
import type { HashAlgorithm } from './store/log.ts'
import type { S3Settings } from './store/s3-blobs.ts'
import { WrongSetting } from './wrong-setting.ts'

export { WrongSetting } from './wrong-setting.ts'

/** What the operator has set, from the environment. */
export type Settings = {
  readonly host: string
  readonly port: number
  /** Absent: the embedded database in `dataFolder`. */
  readonly databaseUrl: string | undefined
  /** The embedded database and the attachments lie here. */
  readonly dataFolder: string
  readonly algorithm: HashAlgorithm
  /** Jobs are done in the server itself unless workers of their own do them. */
  readonly hasOwnWorker: boolean
  /** The identity provider; absent: people sign in by password. */
  readonly oidc: OidcSettings | undefined
  /** A reverse proxy of the operator stands in front and names the client in X-Forwarded-For. */
  readonly trustsProxy: boolean
  /** A backup is written here each day; absent: none by the clock. */
  readonly backupFolder: string | undefined
  /** Lets Prometheus read the metrics from another machine. */
  readonly metricsToken: string | undefined
  /** Attachments lie in an object store; absent: in the data folder. */
  readonly s3: S3Settings | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads PORT, HOST, DATABASE_URL, JIHENG_DATA, JIHENG_LOG_HASH, JIHENG_WORKER, JIHENG_OIDC_… and JIHENG_TRUST_PROXY. Throws WrongSetting. */
export function settingsFrom(environment: Environment): Settings {
  const port = Number(environment.PORT || '8080')
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new WrongSetting(`PORT 应是 0 到 65535 之间的整数，这里是“${environment.PORT}”。`)
  const databaseUrl = environment.DATABASE_URL || undefined
  if (databaseUrl !== undefined && !/^postgres(?:ql)?:\/\//.test(databaseUrl))
    throw new WrongSetting('DATABASE_URL 要写成 postgres://用户:密码@主机:端口/库名。')
  return {
    host: environment.HOST || '127.0.0.1',
    port,
    databaseUrl,
    dataFolder: resolve(environment.JIHENG_DATA || '.jiheng/data'),
    algorithm: algorithmFrom(environment.JIHENG_LOG_HASH),
    hasOwnWorker: environment.JIHENG_WORKER !== 'separate',
    oidc: oidcSettingsFrom(environment),
    trustsProxy: environment.JIHENG_TRUST_PROXY === '1',
    backupFolder: environment.JIHENG_BACKUP ? resolve(environment.JIHENG_BACKUP) : undefined,
    metricsToken: environment.JIHENG_METRICS_TOKEN || undefined,
    s3: s3SettingsFrom(environment),
  }
}

function algorithmFrom(text: string | undefined): HashAlgorithm {
  if (text === undefined || text === '' || text === 'sm3') return 'sm3'
  if (text === 'sha256') return 'sha256'
  throw new WrongSetting(`JIHENG_LOG_HASH 只能是 sm3 或 sha256，这里是“${text}”。`)
}
