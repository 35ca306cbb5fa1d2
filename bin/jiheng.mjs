#!/usr/bin/env node
import { existsSync } from 'node:fs'

const build = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(build)) {
  const { main } = await import(build.href)
  await main()
} else {
  console.error('绩衡还没有构建。请先在项目文件夹里运行：npm start（安装、构建并启动），或 npm ci 和 npm run build。')
  process.exitCode = 2
}
