import { FIELD, type Page } from './page.ts'
import type { Random } from './random.ts'
import { textClasses } from './text-classes.ts'

/** One kind of damage, named as in the design notes; `apply` changes the page in place. */
export type DamageClass = {
  readonly id: string
  readonly title: string
  readonly apply: (page: Page, random: Random) => void
  /** How the page is written down; with tabs between the cells unless it says otherwise. */
  readonly write?: (page: Page, random: Random) => string
  /** How a name or a value stands on the damaged page where the damage is no loss: another script. */
  readonly printed?: (text: string) => string
  /** The rows need not come back in their order. */
  readonly isUnordered?: true
}

const AMOUNT = [4, 5, 6] as const
const LOOKALIKE: Readonly<Record<string, string>> = {
  站: '占',
  建: '健',
  展: '辰',
  设: '没',
  点: '占',
  活: '话',
  作: '伸',
  修: '條',
  监: '盐',
  测: '侧',
  服: '胀',
  务: '努',
  组: '租',
  织: '职',
  理: '埋',
  料: '科',
}
const GARBAGE = '門日庭承土巡览學畳松霊淾叭昷'

function digitSlip(text: string, random: Random): string {
  const places = [...text].flatMap((character, i) => (/\d/.test(character) ? [i] : []))
  const at = random.pick(places)
  const wrong = String((Number(text[at]) + random.int(1, 9)) % 10)
  return text.slice(0, at) + wrong + text.slice(at + 1)
}

function spread(text: string): string {
  return text.replaceAll(/([,.])(?=\d)/g, '$1 ')
}

const spacedNumbers: DamageClass = {
  id: 'spaces',
  title: '数字中的空格',
  apply(page, random) {
    for (const line of page.funds) for (const i of AMOUNT) line[i] = spread(line[i] ?? '')
    for (const line of page.table)
      if (random.chance(0.3)) line[FIELD.actual] = (line[FIELD.actual] ?? '').replace(/^(\d+)/, '$1 ')
  },
}

/** The execution cell spans two grid columns and is cut in two, with 0 or 1 characters read twice. */
const cutAmounts: DamageClass = {
  id: 'cut-amounts',
  title: '金额被拆成两格',
  apply(page, random) {
    for (const line of page.funds) {
      const text = line[6] ?? ''
      if (text.length < 4 || random.chance(0.2)) continue
      const at = random.int(1, text.length - 2)
      const doubled = random.chance(0.5) ? 1 : 0
      line[6] = text.slice(0, at)
      line[7] = text.slice(at - doubled)
    }
  },
}

const cutDate: DamageClass = {
  id: 'cut-date',
  title: '日期和标题被拆开',
  apply(page, random) {
    const line = page.head[2]
    const text = (line?.[6] ?? '').replace('填报日期: ', '')
    const at = random.int(2, 6)
    if (line) line.splice(6, 1, '填报日', `日期: ${text.slice(0, at)}`, text.slice(at))
  },
}

const surplusTab: DamageClass = {
  id: 'shift',
  title: '多一个制表符，整行右移',
  apply(page, random) {
    const at = random.int(1, page.funds.length - 1)
    page.funds[at]?.splice(4, 0, '')
    for (const line of page.table) if (random.chance(0.15)) line.splice(random.int(0, 2), 0, '')
  },
}

const dashes: DamageClass = {
  id: 'dashes',
  title: '“-”读成“_”',
  apply(page, random) {
    page.funds = page.funds.map((line) => line.map((text) => (text === '-' && random.chance(0.6) ? '_' : text)))
  },
}

const captions: DamageClass = {
  id: 'captions',
  title: '竖排标题碎片',
  apply(page, random) {
    for (const [i, text] of ['音', '『门(单位)', '资金(元) 运转类公'].entries()) {
      const line = page.funds[i + 1]
      if (line && random.chance(0.7)) line[i === 2 ? 0 : 1] = text
    }
    for (const line of page.table) if (random.chance(0.1)) line[0] = random.pick(['效', '绩', '指标'])
  },
}

const fused: DamageClass = {
  id: 'fused',
  title: '两行挤在一格',
  apply(page, random) {
    const table: string[][] = []
    for (let i = 0; i < page.table.length; i++) {
      const [line, next] = [page.table[i], page.table[i + 1]]
      const canFuse = line && next && next[FIELD.level2] === '' && !line[FIELD.reason] && !next[FIELD.reason]
      if (canFuse && random.chance(0.3)) {
        table.push(line.map((text, k) => (k >= FIELD.name ? [text, next[k] ?? ''].join(' ').trim() : text)))
        i++
      } else if (line) table.push(line)
    }
    page.table = table
  },
}

const ghosts: DamageClass = {
  id: 'ghosts',
  title: '重影行',
  apply(page, random) {
    page.table = page.table.flatMap((line) => {
      if (!random.chance(0.12)) return [line]
      const name = [...(line[FIELD.name] ?? '')].map(() => GARBAGE[random.int(0, GARBAGE.length - 1)]).join('')
      return [
        line,
        [
          '',
          '',
          '',
          name,
          random.pick(['-1.1', '-1', '~']),
          random.pick(['T', 'l', '']),
          random.pick(['4', '', '7']),
          '',
          random.pick(['I', '']),
        ],
      ]
    })
  },
}

/** From some row on, every line of the quantity block repeats all rows since then. */
const accumulated: DamageClass = {
  id: 'accumulated',
  title: '逐行累积',
  apply(page, random) {
    const end = page.table.findIndex((line) => line[FIELD.level2] === '质量指标')
    const start = random.int(1, Math.max(1, end - 3))
    page.table = page.table.map((line, i) => {
      if (i <= start || i >= end || page.table.slice(start, i + 1).some((one) => one[FIELD.reason])) return line
      const block = page.table.slice(start, i + 1)
      return line.map((text, k) => (k >= FIELD.name && k <= FIELD.score ? block.map((one) => one[k]).join(' ') : text))
    })
  },
}

/** As above, and the names of the longer lines stand without a space between them. */
const glued: DamageClass = {
  id: 'glued',
  title: '累积行名称粘连',
  apply(page, random) {
    accumulated.apply(page, random)
    const longest = Math.max(...page.table.map((line) => (line[FIELD.weight] ?? '').split(' ').length))
    for (const line of page.table) {
      if (longest > 3 && (line[FIELD.weight] ?? '').split(' ').length === longest)
        line[FIELD.name] = (line[FIELD.name] ?? '').replaceAll(' ', '')
    }
  },
}

const strayNumbers: DamageClass = {
  id: 'stray',
  title: '累积行的分值多出几个',
  apply(page, random) {
    accumulated.apply(page, random)
    for (const line of page.table) {
      const weights = (line[FIELD.weight] ?? '').split(' ')
      if (weights.length < 3 || !random.chance(0.5)) continue
      const extra = Array.from({ length: random.int(1, 2) }, () => weights[0] ?? '')
      line[FIELD.weight] = [...extra, ...weights].join(' ')
    }
  },
}

const fundDigits: DamageClass = {
  id: 'fund-digit',
  title: '资金表一位数误读',
  apply(page, random) {
    const line = page.funds[random.int(0, page.funds.length - 1)]
    const column = random.pick(AMOUNT)
    if (line) line[column] = digitSlip(line[column] ?? '', random)
  },
}

const pointDigits: DamageClass = {
  id: 'weight-digit',
  title: '分值或得分一位数误读',
  apply(page, random) {
    const line = random.pick(page.table)
    const field = random.pick([FIELD.weight, FIELD.score])
    line[field] = digitSlip(line[field] ?? '', random)
  },
}

const valueDigits: DamageClass = {
  id: 'value-digit',
  title: '目标或实际一位数误读',
  apply(page, random) {
    const line = random.pick(page.table.filter((one) => /\d/.test(one[FIELD.actual] ?? '')))
    const field = random.pick([FIELD.target, FIELD.actual])
    line[field] = digitSlip(line[field] ?? '', random)
  },
}

const glyphs: DamageClass = {
  id: 'glyphs',
  title: '名称字形误读',
  apply(page, random) {
    for (const line of page.table) {
      if (!random.chance(0.2)) continue
      line[FIELD.name] = [...(line[FIELD.name] ?? '')]
        .map((character) => (random.chance(0.3) ? (LOOKALIKE[character] ?? character) : character))
        .join('')
    }
  },
}

const separators: DamageClass = {
  id: 'separators',
  title: '点和逗号读混',
  apply(page, random) {
    for (const line of page.funds)
      for (const i of AMOUNT) if (random.chance(0.25)) line[i] = (line[i] ?? '').replace(',', '.')
  },
}

const operators: DamageClass = {
  id: 'operators',
  title: '≥ 读成 2',
  apply(page, random) {
    for (const line of page.table)
      if (/^≥\d\d%$/.test(line[FIELD.target] ?? '') && random.chance(0.5))
        line[FIELD.target] = (line[FIELD.target] ?? '').replace('≥', '2')
  },
}

const lostRows: DamageClass = {
  id: 'lost-rows',
  title: '丢失行',
  apply(page, random) {
    spacedNumbers.apply(page, random)
    page.table = page.table.filter(
      (line) => line[FIELD.level1] !== '' || line[FIELD.level2] !== '' || !random.chance(0.2),
    )
  },
}

const lostCells: DamageClass = {
  id: 'lost-cells',
  title: '丢失单元格',
  apply(page, random) {
    spacedNumbers.apply(page, random)
    for (const line of page.table)
      if (random.chance(0.1)) line[random.pick([FIELD.target, FIELD.actual, FIELD.weight, FIELD.score])] = ''
    const fund = page.funds[random.int(1, page.funds.length - 1)]
    if (fund && random.chance(0.5)) fund[random.pick(AMOUNT)] = ''
  },
}

const centred: DamageClass = {
  id: 'centred',
  title: '合并格标题居中',
  apply(page, random) {
    spacedNumbers.apply(page, random)
    const end = page.table.findIndex((line) => line[FIELD.level2] === '质量指标')
    const middle = random.int(1, Math.max(1, end - 1))
    const [first, target] = [page.table[0], page.table[middle]]
    if (!first || !target || first === target) return
    for (const field of [FIELD.level1, FIELD.level2]) {
      target[field] = first[field] ?? ''
      first[field] = ''
    }
  },
}

const none: DamageClass = { id: 'none', title: '没有损伤', apply: () => undefined }

/** All classes together, as in a bad scan. */
const everything: DamageClass = {
  id: 'mixed',
  title: '多种损伤并存',
  apply(page, random) {
    const harmless = [spacedNumbers, cutAmounts, cutDate, dashes, captions]
    for (const one of harmless) one.apply(page, random)
    random.pick([fused, accumulated, glued, strayNumbers]).apply(page, random)
    if (random.chance(0.5)) ghosts.apply(page, random)
    if (random.chance(0.3)) glyphs.apply(page, random)
  },
}

export const damageClasses: readonly DamageClass[] = [
  none,
  spacedNumbers,
  cutAmounts,
  cutDate,
  surplusTab,
  dashes,
  captions,
  fused,
  ghosts,
  accumulated,
  glued,
  strayNumbers,
  separators,
  operators,
  fundDigits,
  pointDigits,
  valueDigits,
  glyphs,
  lostRows,
  lostCells,
  centred,
  everything,
  ...textClasses,
]
