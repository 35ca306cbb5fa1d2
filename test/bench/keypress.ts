/// <reference lib="dom" />
import { loadavg } from 'node:os'
import type { Browser, Page } from 'playwright-core'
import { buildMissing } from '../../scripts/prepare.mjs'
import { findChromium, launch } from '../e2e/browser.ts'
import { giveForm, largeForm } from '../e2e/large-form.ts'
import { openTown, PASSWORD, type Town, YEAR } from '../e2e/town.ts'
import { STORES } from '../server/store/stores.ts'
import { head, median, quantile, row } from './timing.ts'

const ROWS = 200
const UNITS = 3000
const SLOWER = 4

type Key = { readonly score: number; readonly findings: number; readonly painted: number }
type Watched = Window & { keysPressed?: Key[]; framesSeen?: { all: number; blank: number } }

/** From the press of a key to the score and the findings that follow from it, and the scrolling of a long board, in a browser on a quarter of this machine. */
export async function keypressBench(): Promise<void> {
  const chromium = findChromium()
  const [store] = STORES
  if (!chromium || !store) {
    console.log('没有 Chromium，跳过。')
    return
  }
  buildMissing()
  const browser = await launch(chromium)
  try {
    await inTown(12, browser, pressKeys)
    await inTown(UNITS, browser, scrollBoard)
  } finally {
    await browser.close()
  }

  async function inTown(units: number, browser: Browser, work: (page: Page, town: Town) => Promise<void>) {
    const town = await openTown(await (store as (typeof STORES)[number]).open(), units)
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
    try {
      const page = await context.newPage()
      const slow = await context.newCDPSession(page)
      await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
      // What runs this file gives functions their names by a helper that the page does not have.
      await page.addInitScript('globalThis.__name = (work) => work')
      await work(page, town)
    } finally {
      await context.close()
      await town.close()
    }
  }
}

async function pressKeys(page: Page, town: Town): Promise<void> {
  head(`按键到得分和意见（${ROWS} 行，处理器慢 ${SLOWER} 倍，负载 ${load()}）`)
  const form = await giveForm(town, 'jingban', 207, largeForm('青禾区档案馆', ROWS))
  await signIn(page, town, 'jingban')
  await page.evaluate((id) => {
    location.hash = `#/forms/${id}`
  }, form)
  await page.locator('.paper-table').waitFor()
  await page.evaluate(watchKeys)
  for (let i = 0; i < 24; i++) {
    const cell = page.locator(`.paper-table [data-key]`, { hasText: new RegExp(`^第${i * 8 + 1}片区`) }).first()
    await cell.locator('xpath=following-sibling::*[2]').click()
    for (const key of `${1 + (i % 3)}${(i * 7) % 10}次`) {
      await page.keyboard.press(key === '次' ? 'Enter' : key)
      await page.waitForTimeout(350)
    }
  }
  const keys = (await page.evaluate(() => (window as Watched).keysPressed ?? [])).slice(6)
  const sorted = (name: keyof Key) => keys.map((key) => key[name]).sort((a, b) => a - b)
  row('毫秒', '中位', 'p95', '次数')
  for (const [label, name] of [
    ['得分已在页上', 'score'],
    ['得分和意见都在页上', 'findings'],
    ['都画出来（含等下一帧）', 'painted'],
  ] as const)
    row(label, median(sorted(name)), quantile(sorted(name), 0.95), String(keys.length))
}

/** Notes of each key when the score and when the findings stood on the page, laid out, and when both were drawn. */
function watchKeys(): void {
  const watched = window as Watched
  watched.keysPressed = []
  let pressed: number | undefined
  let score: number | undefined
  let findings: number | undefined
  const finish = () => {
    if (pressed === undefined) return
    const from = pressed
    const at = { score: (score ?? findings ?? performance.now()) - from, findings: (findings ?? score ?? 0) - from }
    if (score !== undefined || findings !== undefined)
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => watched.keysPressed?.push({ ...at, painted: Math.max(0, lastFrame - from) })
        channel.port2.postMessage(0)
      })
    pressed = undefined
  }
  let lastFrame = 0
  new MutationObserver((records) => {
    if (pressed === undefined) return
    const isIn = (place: string) =>
      records.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(place))
    if (isIn('.panel .score')) score = laidOut()
    if (isIn('.panel .counts, .panel .items')) findings = laidOut()
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        lastFrame = performance.now()
      }
      channel.port2.postMessage(0)
    })
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
  const laidOut = () => {
    document.body.getBoundingClientRect()
    return performance.now()
  }
  document.addEventListener(
    'keydown',
    (event) => {
      pressed = event.timeStamp
      score = undefined
      findings = undefined
      // Before the rested work (other packs) begins.
      setTimeout(finish, 180)
    },
    { capture: true },
  )
}

async function scrollBoard(page: Page, town: Town): Promise<void> {
  head(`总览 ${UNITS} 个单位滚到底（处理器慢 ${SLOWER} 倍，负载 ${load()}）`)
  await signIn(page, town, 'jixiao')
  await page.getByRole('link', { name: '填报任务' }).click()
  await page.locator('.campaigns a').first().click()
  await page.locator('.ant-table-row').first().waitFor()
  await page.locator('.ant-table-tbody-virtual-holder').hover()
  await page.evaluate(watchFrames)
  for (let i = 0; i < 120; i++) {
    await page.mouse.wheel(0, 900)
    await page.waitForTimeout(16)
  }
  await page.waitForTimeout(500)
  const { all, blank } = (await page.evaluate(() => (window as Watched).framesSeen)) ?? { all: 0, blank: 0 }
  row('帧', '有空行的', '滚了多少像素')
  const top = await page
    .locator('.ant-table-tbody-virtual-holder')
    .evaluate((holder) => holder.scrollTop || new DOMMatrix(getComputedStyle(holder).transform).m42)
  row(String(all), String(blank), String(Math.round(top)))
}

/** Counts the frames, and those in which some place of the list shows no row with words. */
function watchFrames(): void {
  const watched = window as Watched
  const frames = { all: 0, blank: 0 }
  watched.framesSeen = frames
  const holder = document.querySelector('.ant-table-tbody-virtual-holder')?.getBoundingClientRect()
  if (!holder) return
  const look = () => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        frames.all++
        const steps = Array.from({ length: 12 }, (_, i) => holder.top + 4 + ((holder.height - 8) * i) / 11)
        const isBlank = steps.some(
          (y) =>
            !document
              .elementFromPoint(holder.left + 60, y)
              ?.closest('.ant-table-row')
              ?.textContent?.trim(),
        )
        if (isBlank) frames.blank++
        look()
      }
      channel.port2.postMessage(0)
    })
  }
  look()
}

async function signIn(page: Page, town: Town, login: string): Promise<void> {
  await page.addInitScript((year) => localStorage.setItem('jiheng.year', String(year)), YEAR)
  await page.goto(`${town.serving.url}app`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.locator('.shell').waitFor()
}

function load(): string {
  return loadavg()[0]?.toFixed(2) ?? '?'
}
