import type { S3Settings } from './store/s3-blobs.ts'
import { WrongSetting } from './wrong-setting.ts'

/** JIHENG_S3_ENDPOINT, _BUCKET, _REGION, _ACCESS_KEY, _SECRET_KEY; undefined when attachments lie in the data folder. Throws WrongSetting for half a setting. */
export function s3SettingsFrom(environment: Readonly<Record<string, string | undefined>>): S3Settings | undefined {
  const endpoint = environment.JIHENG_S3_ENDPOINT || undefined
  if (endpoint === undefined) return undefined
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
    throw new WrongSetting('JIHENG_S3_ENDPOINT 要写成 https://主机:端口。')
  const [bucket, accessKeyId, secretAccessKey] = ['BUCKET', 'ACCESS_KEY', 'SECRET_KEY'].map((name) => {
    const value = environment[`JIHENG_S3_${name}`]
    if (!value) throw new WrongSetting(`设了 JIHENG_S3_ENDPOINT，还要设 JIHENG_S3_${name}。`)
    return value
  }) as [string, string, string]
  return { endpoint, bucket, region: environment.JIHENG_S3_REGION || 'us-east-1', accessKeyId, secretAccessKey }
}
