import { parseArgs } from 'node:util'
import { provideNodeAssets } from './assets.ts'
import { Failure } from './failure.ts'
import type { Terminal } from './terminal.ts'

const HELP = `绩衡 jiheng：绩效自评表的读取、校核与计分

  jiheng check 路径…            校核文件、文件夹、zip；“-”为标准输入
  jiheng read 文件…             读出记录和每个值的来历（--out 文件夹：每份写一个 JSON）
  jiheng score 文件             计分，逐行写出算法
  jiheng convert 输入 输出      写出正式表：.xlsx .docx .pdf .html .csv .json
  jiheng report 文件 输出.docx  写出绩效自评报告，只用表里的事实，其余标“待填”
  jiheng compare 原表 改后的表  逐格列出不同；--accept all 或 1,3-5 采纳，-o 写出合并的表
  jiheng fix 文件 -o 输出       采纳安全修正并列出
  jiheng explain 规则           规则要什么、为什么、依据和例子
  jiheng rules | policies       列出规则、办法
  jiheng verify-log 文件        核对导出的审计日志有没有被改过
  jiheng serve                  启动网页和服务器（PORT、HOST、DATABASE_URL、JIHENG_DATA）
  jiheng worker                 另开一个做后台任务的程序（只对 PostgreSQL）
  jiheng migrate                把数据库升到这个程序的版本
  jiheng backup [文件夹]        备份全部数据和附件
  jiheng restore 文件夹         恢复到一个空的数据库
  jiheng doctor                 检查服务器的各项，逐条说该怎么办

  --format text|json|sarif|xlsx（--json 同 --format json）
  --policy 办法   --set 键=值（假设）   -o, --out 输出
  --annotate      convert 写出带校核意见的副本（.xlsx .docx 的批注，.pdf 的页边）
  --form 数       文件里有几张表时，用第几张（convert、report、score、fix、compare 的原表）
  --jobs 数       check 同时用几个线程（默认按处理器）
  --resume 文件   check 把做完的记在这个文件里，中断后用同一条命令接着做
`

const OPTIONS = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  policy: { type: 'string' },
  set: { type: 'string', multiple: true },
  out: { type: 'string', short: 'o' },
  jobs: { type: 'string' },
  resume: { type: 'string' },
  annotate: { type: 'boolean' },
  accept: { type: 'string' },
  form: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = {
  readonly format: string
  readonly policy: string | undefined
  readonly sets: readonly string[]
  readonly out: string | undefined
  readonly jobs: string | undefined
  readonly resume: string | undefined
  readonly annotate: boolean
  readonly accept: string | undefined
  readonly form: string | undefined
  readonly isHelp: boolean
}

/** Run the command with its arguments; the exit status. Messages are Chinese, results go to `out` only. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { command, rest, values } = parse(argv)
    if (values.isHelp || command === undefined || command === 'help') {
      terminal.out.write(HELP)
      return command === undefined && !values.isHelp ? 2 : 0
    }
    return await dispatch(command, rest, values, terminal)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    terminal.err.write(`${error.message}\n`)
    return 2
  }
}

function parse(argv: readonly string[]): { command: string | undefined; rest: readonly string[]; values: Values } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
    const [command, ...rest] = positionals
    const format = values.json ? 'json' : (values.format ?? 'text')
    return {
      command,
      rest,
      values: {
        format,
        policy: values.policy,
        sets: values.set ?? [],
        out: values.out,
        jobs: values.jobs,
        resume: values.resume,
        annotate: values.annotate ?? false,
        accept: values.accept,
        form: values.form,
        isHelp: values.help ?? false,
      },
    }
  } catch (cause) {
    const option = /'(-[^' ]+)/.exec(cause instanceof Error ? cause.message : '')?.[1]
    throw new Failure(`不认识或用错的选项${option ? `“${option}”` : ''}。用 jiheng --help 看用法。`, { cause })
  }
}

async function dispatch(command: string, rest: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  provideNodeAssets()
  const { format, out } = values
  switch (command) {
    case 'check':
      return (await import('./commands/check.ts')).checkCommand(rest, values, terminal)
    case 'read':
      return (await import('./commands/read.ts')).readCommand(rest, format, out, terminal)
    case 'score':
      return (await import('./commands/score.ts')).scoreCommand(rest[0], values, terminal)
    case 'convert':
      return (await import('./commands/convert.ts')).convertCommand(rest[0], rest[1] ?? out, values, terminal)
    case 'report':
      return (await import('./commands/report.ts')).reportCommand(rest[0], rest[1] ?? out, values, terminal)
    case 'compare':
      return (await import('./commands/compare.ts')).compareCommand(rest[0], rest[1], values, terminal)
    case 'fix':
      return (await import('./commands/fix.ts')).fixCommand(rest[0], out, values, terminal)
    case 'verify-log':
      return (await import('./commands/verify-log.ts')).verifyLogCommand(rest[0], terminal)
    case 'explain':
      return (await import('./commands/lists.ts')).explainCommand(rest[0], terminal)
    case 'rules':
      return (await import('./commands/lists.ts')).rulesCommand(format, terminal)
    case 'policies':
      return (await import('./commands/lists.ts')).policiesCommand(format, terminal)
    case 'serve': {
      const { serveFromEnvironment } = await import('#server')
      await serveFromEnvironment(process.env)
      return -1
    }
    case 'worker':
    case 'migrate':
    case 'backup':
    case 'restore':
    case 'doctor': {
      const { runServerCommand } = await import('#server')
      return runServerCommand(command, rest[0], process.env, (text) => void terminal.out.write(text))
    }
    default:
      throw new Failure(`没有命令“${command}”。用 jiheng --help 看用法。`)
  }
}

/** What bin/jiheng.mjs calls: the process's own streams; our own crash prints its cause and exits with 2. */
export async function main(): Promise<void> {
  const isTerminal = Boolean(process.stdout.isTTY)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe (head, less) may leave early; that is not a failure.
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const status = await run(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    isTerminal: Boolean(process.stderr.isTTY),
    hasColour: isTerminal && process.env.NO_COLOR === undefined,
  }).catch((error: unknown) => {
    console.error('程序出错了，不是表的问题。请把下面的内容告诉我们：')
    console.error(error)
    return 2
  })
  if (status >= 0) process.exitCode = status
}
