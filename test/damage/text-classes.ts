import type { DamageClass } from './classes.ts'
import { FIELD, type Page, textOf } from './page.ts'

/** Characters of the generated forms that differ in the traditional script, each before its traditional form. */
const TRADITIONAL =
  '云雲 岭嶺 县縣 临臨 区區 图圖 书書 档檔 馆館 护護 气氣 务務 农農 机機 广廣 残殘 质質 灾災 监監 测測 开開 组組 织織 举舉 办辦 设設 编編 复復 训訓 动動 ' +
  '阅閱 览覽 洁潔 隐隱 点點 读讀 备備 检檢 层層 干幹 传傳 应應 练練 册冊 队隊 级級 网網 讲講 数數 资資 陈陳 间間 录錄 无無 碍礙 虫蟲 样樣 项項 场場 个個 处處 ' +
  '员員 类類 运運 转轉 经經 费費 标標 于於 计計 划劃 进進 众眾 总總 额額 产產 达達 时時 预預 会會 盖蓋 乡鄉 镇鎮 占佔 续續 响響 长長 满滿 对對 顺順 门門 体體 ' +
  '绩績 评評 单單 报報 称稱 来來 执執 实實 际際 结結 论論 优優 况況'
const TO_TRADITIONAL: ReadonlyMap<string, string> = new Map(
  TRADITIONAL.split(' ').map((pair) => [pair[0] ?? '', pair[1] ?? ''] as const),
)

/** A text as a form in the traditional script prints it. */
export function traditional(text: string): string {
  return [...text].map((character) => TO_TRADITIONAL.get(character) ?? character).join('')
}

function changeAll(page: Page, change: (text: string) => string): void {
  for (const lines of [page.head, page.funds, page.goals, page.table, page.foot])
    for (const line of lines) for (const [i, text] of line.entries()) line[i] = change(text)
}

const inTraditional: DamageClass = {
  id: 'traditional',
  title: '繁体字',
  apply: (page) => changeAll(page, traditional),
  printed: traditional,
}

const PINYIN: readonly (readonly [string, string])[] = [
  ['绩效', '(jì xiào)'],
  ['活动', '（huó dòng）'],
  ['监测', 'jiāncè'],
  ['数量', '(shu liang)'],
  ['阅读', '(yuè dú)'],
  ['资金', 'zījīn'],
  ['部门', '(bù mén)'],
  ['完成', '（wán chéng）'],
]

const withPinyin: DamageClass = {
  id: 'pinyin',
  title: '汉字后面有拼音',
  apply(page, random) {
    changeAll(page, (text) => {
      const [word, sound] = random.pick(PINYIN)
      return random.chance(0.6) ? text.replaceAll(word, word + sound) : text
    })
  },
}

/** No tabs: the cells of a line stand side by side with nothing between them. */
const runTogether: DamageClass = {
  id: 'run-together',
  title: '各列连写，没有分隔',
  apply: () => undefined,
  write: (page) => lines(page, (line) => line.join('')),
}

/** No tabs: one space between cells; a blank cell leaves no trace. */
const spaced: DamageClass = {
  id: 'space-separated',
  title: '只有空格分列',
  apply(page, random) {
    for (const line of page.table)
      if (random.chance(0.1)) line[random.pick([FIELD.target, FIELD.actual, FIELD.score])] = ''
  },
  write: (page) => lines(page, (line) => line.filter((text) => text !== '').join(' ')),
}

/** Wide gaps as a program leaves them that keeps the layout of a PDF. */
const aligned: DamageClass = {
  id: 'aligned',
  title: '空格对齐的列',
  apply: () => undefined,
  write: (page, random) => lines(page, (line) => line.filter((text) => text !== '').join(' '.repeat(random.int(2, 6)))),
}

/** The blocks of the page in another order, the table perhaps torn in two. */
const scrambled: DamageClass = {
  id: 'scrambled-order',
  title: '段落次序打乱',
  isUnordered: true,
  apply: () => undefined,
  write(page, random) {
    const { head, funds, goals, table, foot } = page
    const tear = random.chance(0.5) ? random.int(2, table.length - 2) : table.length
    const blocks = [
      head.slice(0, 4),
      [...head.slice(4), ...funds],
      goals.slice(0, 2),
      [...goals.slice(2), ...table.slice(0, tear)],
      ...(tear < table.length ? [table.slice(tear)] : []),
      foot,
    ]
    const order = blocks.map((block) => ({ block, key: random.unit() })).sort((a, b) => a.key - b.key)
    return order.flatMap(({ block }) => block.map((line) => line.join('\t'))).join('\n')
  },
}

/** The table read column by column, one value a line; a column may have lost a value. */
const vertical: DamageClass = {
  id: 'vertical',
  title: '指标表按列读出',
  apply: () => undefined,
  write(page, random) {
    const { head, funds, goals, table, foot } = page
    const columns = [FIELD.name, FIELD.target, FIELD.actual, FIELD.weight, FIELD.score]
    const lost = random.chance(0.4) ? random.pick(columns.slice(1)) : undefined
    const headings = page.goals[2] ?? []
    const runs = columns.flatMap((field) => {
      const values = table.map((line) => line[field] ?? '')
      if (field === lost) values.splice(random.int(0, values.length - 1), 1)
      return [headings[field] ?? '', ...values]
    })
    const above = [...head, ...funds, ...goals.slice(0, 2)].map((line) => line.join('\t'))
    return [...above, ...runs, ...foot.map((line) => line.join('\t'))].join('\n')
  },
}

function lines(page: Page, join: (line: readonly string[]) => string): string {
  return textOf(page)
    .split('\n')
    .map((line) => join(line.split('\t')))
    .join('\n')
}

/** Damage of the text as a whole: other characters, no borders between the cells. */
export const textClasses: readonly DamageClass[] = [
  inTraditional,
  withPinyin,
  runTogether,
  spaced,
  aligned,
  scrambled,
  vertical,
]
