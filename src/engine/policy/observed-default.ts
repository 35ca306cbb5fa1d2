import { national2020 } from './national-2020.ts'
import type { Basis, Policy } from './policy.ts'

const OBSERVED: Basis = { document: '多省在用绩效系统的默认算法（observed practice，不是规定）', verified: false }

/** What the production system does: "=" scored as "≥", ≤ by linear decay. Its own flaws (no cap, ÷ 1) are not copied. */
export const observedDefault: Policy = {
  ...national2020,
  id: 'observed-default',
  title: '在用系统默认算法',
  jurisdiction: '系统默认',
  basis: [OBSERVED],
  quantitative: { positive: 'ratio', negative: 'decay', equal: 'higher', range: 'nearest-ratio', basis: OBSERVED },
}
