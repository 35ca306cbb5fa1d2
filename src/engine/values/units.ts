/** Units of measure seen in published forms, longest first where one is the beginning of another. */
const KNOWN =
  '个百分点|个工作日|个月|个小时|百分点|百分比|%|‰|亿元|万元|千元|元|场次|册次|人次|批次|班次|户次|家次|件次|剂次|架次|台次|车次|辆次|台套|套件|头只|人日|人天|床日|课时|学时|小时|分钟|工作日|' +
  '平方米|平方公里|立方米|公里|公顷|公斤|千克|吨|米|㎡|亩|万|亿|' +
  '个|次|场|期|名|人|户|家|项|件|份|篇|套|台|辆|本|册|部|批|条|处|座|间|所|支|只|头|株|棵|天|日|月|年|季|季度|周|页|张|幅|例|起|宗|笔|班|届|站|点|村|县|镇|乡|栋|床|倍|级|分|秒|课|盘|块|片|袋|箱|瓶|封|轮|种|类|款|组|队|对|门|期次'

const UNIT = new RegExp(
  `^(?:${KNOWN.split('|')
    .sort((a, b) => b.length - a.length)
    .join('|')})(?:/[^\\d\\s,，。;；]{1,6})?`,
)

/** The known unit a text begins with, as written; '' when it begins with none. */
export function leadingUnit(text: string): string {
  return UNIT.exec(text)?.[0] ?? ''
}

/** One word for one unit: 百分比 and ％ are %. */
export function canonicalUnit(unit: string): string {
  return /^(?:百分比|％|百分之)$/.test(unit) ? '%' : unit
}
