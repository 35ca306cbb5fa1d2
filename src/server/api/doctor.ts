import { type Call, endpoint } from './endpoint.ts'
import { Refused } from './refused.ts'
import { administrator } from './who.ts'

/** How the server itself is: what `jiheng doctor` says, for administrators who have no shell. */
export const doctorEndpoints = [
  endpoint({
    id: 'getDoctor',
    method: 'GET',
    path: '/api/bureaus/:region/doctor',
    title: '体检：数据库、磁盘、佐证材料、后台任务、日志、备份（同 jiheng doctor；一分钟内的结果不重做）',
    access: ['administrator'],
    handle: get,
  }),
] as const

async function get(call: Call) {
  administrator(call)
  const { diagnose } = call.services
  if (!diagnose) throw new Refused('not-found', '这台服务器没有体检。')
  return { body: { checks: await diagnose() } }
}
