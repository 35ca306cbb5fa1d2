import 'dayjs/locale/zh-cn.js'
import dayjs from 'dayjs'
import { chosenLanguage } from '../texts/language.ts'

// Months, days of the week and the first of them as the page's language has them.
dayjs.locale(chosenLanguage() === 'en' ? 'en' : 'zh-cn')

export type { Dayjs } from 'dayjs'
export { dayjs }
