import { isHeadLabel } from '../forms/head.ts'
import { trailingFundLabel } from '../forms/vocabulary.ts'

/** What begins a line below the indicators. */
export const FOOT =
  /^(?:绩效自评结论|自评结论|评价结论|自评等[次级]|绩效自评等级|联系人|填[报表]人|单位负责人|备注|其他说明|说明)/

/** A caption beside the rows, or a piece of it, that ran into a label: 部门(单位)总体资金(元)资金总额. 省级财政拨款 is a label. */
export function withoutCaption(whole: string): { readonly caption: string; readonly label: string } {
  const label = trailingFundLabel(whole)
  const caption =
    label === undefined ? '' : whole.slice(0, whole.lastIndexOf(label[0] ?? '', whole.length - label.length))
  const isCaption = caption.length === 1 || /[()（）『』「」\s]/.test(caption)
  return label !== undefined && isCaption ? { caption: caption.trim(), label } : { caption: '', label: whole }
}

/** 部门(单位)名称云岭州… → the label and what stands behind it. */
export function labelAndValue(text: string): readonly string[] {
  const foot = FOOT.exec(text)
  if (foot && foot[0].length < text.length && !/^[:：]/.test(text.slice(foot[0].length)))
    return [foot[0], text.slice(foot[0].length)]
  if (/[:：]/.test(text) || isHeadLabel(text)) return [text]
  for (let end = Math.min(14, text.length - 1); end >= 3; end--)
    if (isHeadLabel(text.slice(0, end))) return [text.slice(0, end), text.slice(end)]
  return [text]
}
