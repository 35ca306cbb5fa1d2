/// <reference lib="dom" />
import { loadavg } from 'node:os'
import type { Browser, Page } from 'playwright-core'
import { type CheckResult, check, choosePolicy, typeInto } from '#engine'
import { buildMissing } from '../../scripts/prepare.mjs'
import { findChromium, launch } from '../e2e/browser.ts'
import { giveForm, largeForm, plannedOf } from '../e2e/large-form.ts'
import { openTown, PASSWORD, type Town, YEAR } from '../e2e/town.ts'
import { STORES } from '../server/store/stores.ts'
import { head, median, quantile, row } from './timing.ts'

const ROWS = 200
const UNITS = 3000
const SLOWER = 4
/** Milliseconds after a key in which the page comes to rest. */
const REST = 400

/** Milliseconds from the key's own time; undefined where the key changed nothing there. */
type Key = { score?: number | undefined; findings?: number; paper?: number; painted?: number }
type Watched = Window & { key?: Key | undefined; framesSeen?: { all: number; blank: number } }

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
  const form = largeForm('青禾区档案馆', ROWS)
  const id = await giveForm(town, 'jingban', 207, form)
  await signIn(page, town, 'jingban')
  await page.evaluate((one) => {
    location.hash = `#/forms/${one}`
  }, id)
  await page.locator('.paper-table').waitFor()
  await page.evaluate(watchKeys)
  let shown = form
  const typed: Key[] = []
  const entered: Key[] = []
  for (let i = 0; i < 24; i++) {
    const at = i * 8
    await page
      .locator(`.paper-table [data-key]`, { hasText: new RegExp(`^第${at + 1}片区`) })
      .first()
      .locator('xpath=following-sibling::*[2]')
      .click()
    // Each digit changes what the row has reached, so that findings change with each and the score with most.
    const digits = String(Math.floor(plannedOf(at) * 0.6))
    for (let length = 1; length <= digits.length; length++) {
      const before = check(shown, choosePolicy(shown).policy)
      shown = typeInto(shown, `/indicators/${at}/actual/text`, digits.slice(0, length))
      const after = check(shown, choosePolicy(shown).policy)
      const times = await press(page, digits.charAt(length - 1))
      await expectOnPage(page, after)
      const isScoreNew = after.score.total.value !== before.score.total.value
      typed.push({ ...times, ...(isScoreNew ? {} : { score: undefined }) })
    }
    entered.push(await press(page, 'Enter'))
  }
  row('毫秒', '中位', 'p95', '次数')
  const print = (label: string, keys: readonly Key[], name: keyof Key) => {
    const sorted = keys.flatMap((key) => key[name] ?? []).sort((a, b) => a - b)
    row(label, median(sorted), quantile(sorted, 0.95), String(sorted.length))
  }
  print('得分变了的键：得分已在页上', typed.slice(6), 'score')
  print('每个键：意见已在页上', typed.slice(6), 'findings')
  print('都画出来（含等下一帧）', typed.slice(6), 'painted')
  print('回车：已写进表', entered.slice(2), 'paper')
  print('回车：画出来', entered.slice(2), 'painted')
}

/** Presses one key and lets the page come to rest: what of the page changed last, in milliseconds from the key's own time. */
async function press(page: Page, key: string): Promise<Key> {
  await page.evaluate(() => {
    ;(window as Watched).key = undefined
  })
  await page.keyboard.press(key)
  await page.waitForTimeout(REST)
  return page.evaluate(() => (window as Watched).key ?? {})
}

/** A page that is quick and wrong would be worth nothing: total and counts must be what a whole check of the same form gives. */
async function expectOnPage(page: Page, { score, summary }: CheckResult): Promise<void> {
  const read = (name: string) => page.getByTestId(name).textContent()
  const shown = [await read('total'), await read('error'), await read('warning'), await read('notice')].join(' ')
  const wanted = [score.total.value, summary.error, summary.warning, summary.notice].join(' ')
  if (shown !== wanted) throw new Error(`页上是 ${shown}，整表校核是 ${wanted}。`)
}

/**
 * Notes for each key when the last change of the score, of the findings (counts, list, marks beside the rows) and of the form stood in
 * the document, and when it was drawn. The totals under other packs are no part of it: they wait for a pause in the typing.
 */
function watchKeys(): void {
  const watched = window as Watched
  let pressed = 0
  const now = () => performance.now() - pressed
  const drawn = (work: () => void) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = work
      channel.port2.postMessage(0)
    })
  new MutationObserver((records) => {
    const { key } = watched
    if (!key) return
    const at = now()
    const isIn = (place: string) =>
      records.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(place))
    const isScore = isIn('.panel .total, .panel .claimed')
    const isFindings = isIn('.panel .counts, .panel .items, .paper-table .margin')
    const isPaper = isIn('.paper-table .field')
    if (isScore) key.score = at
    if (isFindings) key.findings = at
    if (isPaper) key.paper = at
    if (isScore || isFindings || isPaper)
      drawn(() => {
        key.painted = now()
      })
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      pressed = timeStamp
      watched.key = {}
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

/**
 * Counts the frames, and those in which some place of the list shows no row with words. Looks behind all other work of a frame, so at
 * what will be painted: whoever asks for a frame, this asks again behind them.
 */
function watchFrames(): void {
  const watched = window as Watched
  const frames = { all: 0, blank: 0 }
  watched.framesSeen = frames
  const holder = document.querySelector('.ant-table-tbody-virtual-holder')?.getBoundingClientRect()
  if (!holder) return
  const places = Array.from({ length: 12 }, (_, i) => holder.top + 4 + ((holder.height - 8) * i) / 11)
  const isBlank = (y: number) =>
    !document
      .elementFromPoint(holder.left + 60, y)
      ?.closest('.ant-table-row')
      ?.textContent?.trim()
  const ask = window.requestAnimationFrame.bind(window)
  let mine = 0
  const look = () => {
    frames.all++
    if (places.some(isBlank)) frames.blank++
    mine = ask(look)
  }
  window.requestAnimationFrame = (work) => {
    const theirs = ask(work)
    cancelAnimationFrame(mine)
    mine = ask(look)
    return theirs
  }
  mine = ask(look)
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
