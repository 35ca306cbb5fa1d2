/** Radicals that look like characters and get into text when a PDF is copied, each before the character meant. */
const PAIRS =
  '⺁厂 ⺄乙 ⺅亻 ⺉刂 ⺌小 ⺍小 ⺒巳 ⺓幺 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺝月 ⺟母 ⺠民 ⺡氵 ⺢水 ⺣灬 ⺧牛 ⺨犭 ⺩王 ⺫目 ⺬示 ' +
  '⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺲罒 ⺳网 ⺶羊 ⺷羊 ⺹老 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ' +
  '⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ' +
  '⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻮齿 ⻰龙 ⻱龟 ⻳龟'
const CHARACTERS: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').map((pair) => [[...pair][0] ?? '', [...pair][1] ?? ''] as const),
)

/** Kangxi and supplementary radicals as the characters they look like: the eye sees no difference, a comparison does. */
export function withoutRadicals(text: string): string {
  return text.replaceAll(
    /[\u2e80-\u2eff\u2f00-\u2fdf]/g,
    (radical) => CHARACTERS.get(radical) ?? radical.normalize('NFKC'),
  )
}
