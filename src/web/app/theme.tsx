import { App, ConfigProvider, theme } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { componentWords } from './component-words.ts'
import { nonce } from './nonce.ts'

/** light, dark, or as the system has it. */
export type Look = 'auto' | 'light' | 'dark'

/** One accent, small corners, dense: the components look like the rest of the page, in both looks. */
export function Themed({ children }: { children: ReactNode }) {
  const isDark = useIsDark()
  return (
    <ConfigProvider
      locale={componentWords()}
      csp={{ nonce }}
      componentSize="middle"
      button={{ autoInsertSpace: false }}
      getPopupContainer={placeFor}
      theme={{
        algorithm: [isDark ? theme.darkAlgorithm : theme.defaultAlgorithm, theme.compactAlgorithm],
        token: {
          colorPrimary: isDark ? '#4fb3c4' : '#0b5563',
          colorLink: isDark ? '#6cc5d4' : '#0b5563',
          // The ones that are derived lose the contrast in the dark.
          colorLinkHover: isDark ? '#9fdbe6' : '#08424d',
          colorLinkActive: isDark ? '#9fdbe6' : '#08424d',
          colorError: isDark ? '#f28b82' : '#b3261e',
          colorWarning: isDark ? '#f0b860' : '#8a5200',
          ...(isDark ? { colorTextLightSolid: '#0e1a1d' } : {}),
          colorTextPlaceholder: isDark ? '#9aa7ad' : '#66737a',
          colorTextDescription: isDark ? '#9aa7ad' : '#55626a',
          borderRadius: 4,
          fontSize: 14,
          fontFamily:
            '"PingFang SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
          motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
          motionDurationMid: '0.1s',
          motionDurationSlow: '0.15s',
        },
        // Days of the month before and after can be chosen: they must be legible.
        components: { DatePicker: { colorTextDisabled: isDark ? '#9aa7ad' : '#66737a' } },
      }}
    >
      <App className="frame-root">{children}</App>
    </ConfigProvider>
  )
}

/** What opens stands in the part of the page it belongs to: who hears the page finds it there, and a dialog keeps it. */
function placeFor(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest<HTMLElement>('.ant-modal-container, dialog, #content') ?? document.body
}

const LOOK = 'jiheng.look'
const CHANGED = 'jiheng-look'

export function chosenLook(): Look {
  const kept = localStorage.getItem(LOOK)
  return kept === 'light' || kept === 'dark' ? kept : 'auto'
}

export function chooseLook(look: Look): void {
  localStorage.setItem(LOOK, look)
  window.dispatchEvent(new Event(CHANGED))
}

function isDarkNow(): boolean {
  const look = chosenLook()
  return look === 'dark' || (look === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches)
}

function useIsDark(): boolean {
  const [isDark, setDark] = useState(isDarkNow)
  useEffect(() => {
    const update = () => setDark(isDarkNow())
    const list = window.matchMedia('(prefers-color-scheme: dark)')
    list.addEventListener('change', update)
    window.addEventListener(CHANGED, update)
    return () => {
      list.removeEventListener('change', update)
      window.removeEventListener(CHANGED, update)
    }
  }, [])
  useEffect(() => {
    document.documentElement.dataset.look = isDark ? 'dark' : 'light'
  }, [isDark])
  return isDark
}
