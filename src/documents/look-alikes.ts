/**
 * Radicals that some exporters write for the characters they look like (门 as U+2ED4): a radical, then its character, from
 * Unicode's EquivalentUnifiedIdeograph (14.0). NFKC knows only the Kangxi radicals U+2F00–2FDF.
 */
const SUPPLEMENT =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻' +
  '⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞' +
  '⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'

const BY_RADICAL = new Map<number, string>(pairsOf([...SUPPLEMENT]))

function pairsOf(signs: readonly string[]): readonly (readonly [number, string])[] {
  return signs.flatMap((sign, i) => (i % 2 === 0 ? [[sign.codePointAt(0) ?? 0, signs[i + 1] ?? sign] as const] : []))
}

/** The character a reader of the paper sees, for radicals and compatibility ideographs; any other comes back as it is. */
export function usualCharacter(code: number): string {
  if (code >= 0x2e80 && code <= 0x2eff) return BY_RADICAL.get(code) ?? String.fromCodePoint(code)
  const isCompatible =
    (code >= 0x2f00 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x2f800 && code <= 0x2fa1f)
  return isCompatible ? String.fromCodePoint(code).normalize('NFKC') : String.fromCodePoint(code)
}

/** The same for a whole text, as copied out of such a file. */
export function usualCharacters(text: string): string {
  return text.replaceAll(/[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu, (sign) =>
    usualCharacter(sign.codePointAt(0) ?? 0),
  )
}
