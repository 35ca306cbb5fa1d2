/** First letters of the pinyin of a name, in small letters; what is no Chinese character stays: 青禾区图书馆 → qhqtsg. */
export async function initialsOf(name: string): Promise<string> {
  // Loaded when the first unit is named: the dictionary is not needed for anything else.
  const { pinyin } = await import('pinyin-pro')
  const letters = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
  return letters.join('').toLowerCase().replaceAll(/\s/g, '')
}
