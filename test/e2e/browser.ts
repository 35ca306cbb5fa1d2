import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** Path of a Chromium: JIHENG_CHROMIUM, then the PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const { JIHENG_CHROMIUM, PATH = '' } = process.env
  const named = JIHENG_CHROMIUM ? [JIHENG_CHROMIUM] : []
  const candidates = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...named, ...candidates].find((path) => existsSync(path) && isExecutable(path))
}

/** Nothing of Chromium itself may ask the network either. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // A file of that name that cannot be run is no browser.
    return false
  }
}
