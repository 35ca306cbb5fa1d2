import type { Form } from '#engine'
import { soundDeclaration, soundMonitoring } from '../../src/engine/rules/sound-kinds.ts'

/** A monitoring form with reason classes, notes and a row that may not be met. */
export function monitoringForm(): Form {
  const form = soundMonitoring()
  return {
    ...form,
    filedOn: '2025-08-05',
    unit: '云岭市河湖守护中心',
    indicators: form.indicators.map((row, i) => ({
      ...row,
      note: i === 1 ? '已发函' : null,
      ...(i === 1 && row.outlook
        ? {
            reason: '汛期停工，下步加派船只',
            outlook: { ...row.outlook, causes: ['经费保障', '其他'], likelihood: 'possible' as const },
          }
        : {}),
    })),
  }
}

/** A declaration of a project with prose. */
export function declarationForm(): Form {
  const form = soundDeclaration({
    filedOn: '2025-09-12',
    'declaration.leader': '（姓名）',
    'declaration.category': '特定目标类',
  })
  const { declaration } = form
  return declaration
    ? { ...form, declaration: { ...declaration, sections: [{ title: '项目概况', text: '三年清淤三十六条河段。' }] } }
    : form
}

/** A department's declaration with tasks. */
export function departmentDeclaration(): Form {
  const form = declarationForm()
  const { declaration } = form
  if (!declaration) return form
  return {
    ...form,
    title: '部门整体支出绩效目标申报表',
    project: null,
    funds: {
      unit: '万元',
      rows: form.funds.rows.map((row, i) => ({
        ...row,
        source: ['年度资金总额', '基本支出', '项目支出'][i] ?? row.source,
      })),
    },
    declaration: {
      ...declaration,
      nature: null,
      category: null,
      leader: null,
      period: { from: null, to: null },
      projectFunds: [],
      longTermGoal: null,
      longTermIndicators: [],
      tasks: [
        { name: '河道清淤', content: '清淤十二条河段', total: '80.00', fiscal: '70.00', other: '10.00' },
        { name: '护岸修复', content: '修复三十六处', total: '40.00', fiscal: '30.00', other: null },
      ],
    },
  }
}

/** An indicator framework with points of every level. */
export function frameworkForm(): Form {
  const row = (
    level1: string,
    level1Weight: number,
    level2: string,
    level2Weight: number,
    name: string,
    weight: number,
    standard: string,
    score: number,
  ) => ({
    level1,
    level1Weight,
    level2,
    level2Weight,
    name,
    target: null,
    actual: null,
    weight,
    score,
    reason: null,
    standard,
  })
  return {
    ...soundMonitoringHead(),
    indicators: [
      row('投入', 20, '预算配置', 20, '在职人员控制率', 10, '≤100%得满分，每超1个百分点扣0.5分', 10),
      row('投入', 20, '预算配置', 20, '三公经费变动率', 10, '≤0得满分，每增1个百分点扣0.8分', 9.2),
      row('过程', 80, '预算执行', 30, '预算完成率', 30, '100%得满分，每低5%扣2分', 30),
      row('过程', 80, '资产管理', 50, '资产管理规范性', 50, '制度健全20分，账实相符30分', 50),
    ],
    total: { weight: 100, score: 99.2 },
    grade: '优',
    conclusion: '评价结论为优。',
  }
}

function soundMonitoringHead(): Form {
  const { throughMonth: _, ...form } = soundMonitoring()
  return {
    ...form,
    kind: 'indicator-framework',
    title: '部门整体支出绩效评价指标体系评分表',
    filedOn: '2025-08-05',
    unit: '云岭市河湖守护中心',
    funds: { unit: null, rows: [] },
    goals: { expected: null, actual: null },
  }
}
