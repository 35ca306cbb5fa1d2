import type { Random } from '../damage/random.ts'
import { otherTable } from './blocks.ts'
import { type Draft, paragraph } from './draft.ts'
import type { Layout } from './layouts.ts'
import { LOOK, SANS } from './layouts-department.ts'
import { drawNational } from './layouts-project.ts'

const PROJECT = ['年度资金总额', '当年财政拨款', '上年结转资金', '其他资金']
const SECTIONS = [
  '基本情况',
  '部门职责与机构设置',
  '预算执行情况',
  '绩效目标设定',
  '自评工作开展',
  '指标完成分析',
  '存在的问题',
  '下一步措施',
  '结果应用与公开',
]
const CLAUSES = [
  '按照年初确定的重点任务，分季度下达工作清单，逐项落实责任科室和完成时限',
  '预算编制坚持量入为出，项目支出先有目标后有预算，调整事项均履行程序',
  '资金支付严格执行国库集中支付制度，大额支出经集体研究',
  '绩效目标与部门职能、年度计划衔接，指标值参照上年实际和行业水平测定',
  '自评材料由各科室填报，财务科汇总复核，对偏差较大的指标逐条说明原因',
  '固定资产定期盘点，账实相符，闲置资产及时调剂使用',
  '政府采购预算执行率稳步提高，合同履约验收记录完整',
  '群众反映的问题建立台账，办结后回访，满意度较上年有所提高',
  '个别项目前期论证不够充分，实施进度与资金下达不匹配，年末结转偏多',
  '下年度将完善项目库管理，把绩效评价结果作为安排预算的重要依据',
]

function prose(random: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => `${random.pick(CLAUSES)}。`).join('')
}

/** Chapters of a report, with tables that speak of budgets and numbers and are no form. */
function chapters(draft: Draft, random: Random, count: number): void {
  for (let i = 0; i < count; i++) {
    paragraph(draft, `第${i + 1}节 ${random.pick(SECTIONS)}`)
    for (let k = 0; k < 9; k++) paragraph(draft, `\u3000\u3000${prose(random, random.int(5, 8))}`)
    if (i % 3 === 0)
      otherTable(draft, [
        ['功能科目', '年初预算数', '决算数', '增减额'],
        ...['一般公共服务支出', '社会保障和就业支出', '住房保障支出'].map((name) => {
          const [planned, spent] = [random.int(100, 9000), random.int(100, 9000)]
          return [name, String(planned), String(spent), String(spent - planned)]
        }),
      ])
    if (i % 4 === 2)
      otherTable(draft, [
        ['经济分类', '年初预算数', '全年预算数', '全年执行数', '执行率'],
        ...['工资福利支出', '商品和服务支出', '对个人和家庭的补助'].map((name) => {
          const planned = random.int(100, 9000)
          return [name, `${planned}.00`, `${planned}.00`, `${planned}.00`, '100.00%']
        }),
      ])
    if (i % 3 === 1)
      otherTable(draft, [
        ['序号', '姓名类别', '编制数', '在职人数', '备注'],
        ...['行政', '事业', '工勤'].map((name, k) => [
          String(k + 1),
          name,
          String(random.int(5, 60)),
          String(random.int(5, 60)),
          '',
        ]),
      ])
  }
}

const base = {
  kind: 'project-self-evaluation',
  width: 42,
  wishes: { sources: PROJECT, step: 10_000, frame: 'national', rows: 'usual' },
  look: LOOK,
} as const

export const documentLayouts: readonly Layout[] = [
  { ...base, id: 'document-three-forms', forms: 3, draw: drawNational, around() {} },
  {
    ...base,
    id: 'document-form-in-report',
    draw: drawNational,
    medium: 'text',
    look: { ...LOOK, size: 12 },
    around(draft, random, place) {
      if (place === 'before') {
        paragraph(draft, `${draft.content.department}${draft.content.year}年度部门决算和绩效自评报告`)
        paragraph(draft, '目录')
        paragraph(draft, '附件：项目支出绩效自评表')
      }
      chapters(draft, random, place === 'before' ? 30 : 14)
    },
  },
  {
    ...base,
    id: 'document-report-only',
    forms: 0,
    draw() {},
    medium: 'text',
    around(draft, random, place) {
      if (place !== 'before') return
      paragraph(draft, `${draft.content.department}整体支出绩效自评报告`)
      chapters(draft, random, 5)
    },
  },
  {
    ...base,
    id: 'document-summary-only',
    forms: 0,
    look: { ...LOOK, font: SANS },
    draw() {},
    around(draft, random, place) {
      if (place !== 'before') return
      paragraph(draft, `${draft.content.year}年度项目支出绩效自评情况汇总表`)
      otherTable(draft, [
        ['序号', '项目名称', '全年预算数', '全年执行数', '执行率', '自评得分', '自评等次'],
        ...Array.from({ length: 8 }, (_, i) => {
          const budget = random.int(20, 900)
          const spent = Math.round(budget * (0.8 + random.unit() * 0.2))
          const rate = ((100 * spent) / budget).toFixed(2)
          return [
            String(i + 1),
            `${random.pick(SECTIONS)}专项`,
            `${budget}.00`,
            `${spent}.00`,
            `${rate}%`,
            String(random.int(85, 99)),
            '优',
          ]
        }),
      ])
    },
  },
]
