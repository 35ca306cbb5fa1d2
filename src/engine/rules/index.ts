import type { Rule } from '../finding.ts'
import { actualBlank } from './actual-blank.ts'
import { actualWithOperator } from './actual-with-operator.ts'
import { adjustedTarget } from './adjusted-target.ts'
import { allEqual } from './all-equal.ts'
import { allFull } from './all-full.ts'
import { atLeastHundred } from './at-least-hundred.ts'
import { benefitQualitative } from './benefit-qualitative.ts'
import { costActualExecution } from './cost-actual-execution.ts'
import { costCountedTwice } from './cost-counted-twice.ts'
import { costEqual } from './cost-equal.ts'
import { costLowerBound } from './cost-lower-bound.ts'
import { costOverTotal } from './cost-over-total.ts'
import { costSubtotal } from './cost-subtotal.ts'
import { costTargetBudget } from './cost-target-budget.ts'
import { cumulativeOnly } from './cumulative-only.ts'
import { cutThoughMet } from './cut-though-met.ts'
import { dateOrder } from './date-order.ts'
import { duplicateRow } from './duplicate-row.ts'
import { emptyReason } from './empty-reason.ts'
import { executionOutputGap } from './execution-output-gap.ts'
import { executionOverBudget } from './execution-over-budget.ts'
import { executionRate } from './execution-rate.ts'
import { executionScore } from './execution-score.ts'
import { expectedExecution } from './expected-execution.ts'
import { flatWeights } from './flat-weights.ts'
import { fullDespiteShortfall } from './full-despite-shortfall.ts'
import { fundClassUncovered } from './fund-class-uncovered.ts'
import { fundPartOverTotal } from './fund-part-over-total.ts'
import { fundTotal } from './fund-total.ts'
import { fundUnit } from './fund-unit.ts'
import { goalDiffers } from './goal-differs.ts'
import { goalText } from './goal-text.ts'
import { goalWithoutIndicator } from './goal-without-indicator.ts'
import { gradeAndTotal } from './grade-and-total.ts'
import { gradeBand } from './grade-band.ts'
import { headerComplete } from './header-complete.ts'
import { heavyRow } from './heavy-row.ts'
import { indicatorWithoutGoal } from './indicator-without-goal.ts'
import { initialBudget } from './initial-budget.ts'
import { largeAdjustment } from './large-adjustment.ts'
import { levelOneMissing } from './level-one-missing.ts'
import { levelOneWeight } from './level-one-weight.ts'
import { levelTwoWeight } from './level-two-weight.ts'
import { likelihoodReason } from './likelihood-reason.ts'
import { lowExecutionFullOutput } from './low-execution-full-output.ts'
import { moneyAsQuantity } from './money-as-quantity.ts'
import { moneyUnitSlip } from './money-unit-slip.ts'
import { monitoringExecution } from './monitoring-execution.ts'
import { monitoringProgress } from './monitoring-progress.ts'
import { narrativeAmounts } from './narrative-amounts.ts'
import { narrativeDiffers } from './narrative-differs.ts'
import { narrativeOverFund } from './narrative-over-fund.ts'
import { nearDuplicates } from './near-duplicates.ts'
import { needlessReason } from './needless-reason.ts'
import { negativeActual } from './negative-actual.ts'
import { operatorMissing } from './operator-missing.ts'
import { outcomeUndescribed } from './outcome-undescribed.ts'
import { outlookDiffers } from './outlook-differs.ts'
import { overAchievementReason } from './over-achievement-reason.ts'
import { percentAsScore } from './percent-as-score.ts'
import { percentOverHundred } from './percent-over-hundred.ts'
import { personalData } from './personal-data.ts'
import { policyWeights } from './policy-weights.ts'
import { problemsNone } from './problems-none.ts'
import { processIndicators } from './process-indicators.ts'
import { projectTotal } from './project-total.ts'
import { qualitativeBand } from './qualitative-band.ts'
import { quantityWithoutNumber } from './quantity-without-number.ts'
import { rateCountedTwice } from './rate-counted-twice.ts'
import { reasonWithoutMeasure } from './reason-without-measure.ts'
import { recognisedForm } from './recognised-form.ts'
import { rowCount } from './row-count.ts'
import { rowScore } from './row-score.ts'
import { satisfactionMissing } from './satisfaction-missing.ts'
import { satisfactionTarget } from './satisfaction-target.ts'
import { scoreBlank } from './score-blank.ts'
import { scoreOverWeight } from './score-over-weight.ts'
import { scorePrecision } from './score-precision.ts'
import { scoreSign } from './score-sign.ts'
import { scoreText } from './score-text.ts'
import { shortfallReason } from './shortfall-reason.ts'
import { stockForIncrement } from './stock-for-increment.ts'
import { targetDate } from './target-date.ts'
import { targetMissing } from './target-missing.ts'
import { targetNotAdjusted } from './target-not-adjusted.ts'
import { targetTooLow } from './target-too-low.ts'
import { templateLabel } from './template-label.ts'
import { totalBlank } from './total-blank.ts'
import { totalScore } from './total-score.ts'
import { unitOfMeasure } from './unit-of-measure.ts'
import { unlikeScoredAlike } from './unlike-scored-alike.ts'
import { vagueTarget } from './vague-target.ts'
import { verdictForValue } from './verdict-for-value.ts'
import { weightSum } from './weight-sum.ts'
import { wrongLevelTwo } from './wrong-level-two.ts'
import { zeroBudget } from './zero-budget.ts'

/** Every rule, in the order of the catalogue. A new rule is its own file and one line here. */
export const rules: readonly Rule[] = [
  recognisedForm,
  weightSum,
  levelOneWeight,
  levelTwoWeight,
  policyWeights,
  totalScore,
  totalBlank,
  scoreOverWeight,
  scoreSign,
  executionRate,
  executionScore,
  fundTotal,
  executionOverBudget,
  zeroBudget,
  initialBudget,
  gradeBand,
  gradeAndTotal,
  rowScore,
  qualitativeBand,
  actualBlank,
  scoreBlank,
  scoreText,
  duplicateRow,
  scorePrecision,
  levelOneMissing,
  headerComplete,
  moneyUnitSlip,
  fundUnit,
  costTargetBudget,
  costActualExecution,
  costSubtotal,
  costCountedTwice,
  costOverTotal,
  costLowerBound,
  costEqual,
  targetNotAdjusted,
  largeAdjustment,
  executionOutputGap,
  lowExecutionFullOutput,
  narrativeAmounts,
  narrativeOverFund,
  moneyAsQuantity,
  rateCountedTwice,
  projectTotal,
  cumulativeOnly,
  fundPartOverTotal,
  shortfallReason,
  fullDespiteShortfall,
  cutThoughMet,
  needlessReason,
  emptyReason,
  reasonWithoutMeasure,
  overAchievementReason,
  allEqual,
  actualWithOperator,
  verdictForValue,
  narrativeDiffers,
  stockForIncrement,
  allFull,
  percentAsScore,
  outcomeUndescribed,
  problemsNone,
  unlikeScoredAlike,
  negativeActual,
  personalData,
  vagueTarget,
  quantityWithoutNumber,
  targetMissing,
  operatorMissing,
  unitOfMeasure,
  percentOverHundred,
  atLeastHundred,
  targetTooLow,
  goalWithoutIndicator,
  indicatorWithoutGoal,
  goalDiffers,
  nearDuplicates,
  wrongLevelTwo,
  processIndicators,
  benefitQualitative,
  rowCount,
  flatWeights,
  heavyRow,
  satisfactionMissing,
  satisfactionTarget,
  targetDate,
  dateOrder,
  templateLabel,
  goalText,
  fundClassUncovered,
  adjustedTarget,
  monitoringExecution,
  monitoringProgress,
  likelihoodReason,
  outlookDiffers,
  expectedExecution,
]
