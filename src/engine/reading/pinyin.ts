const TONED = 'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ'
const LETTERS = `a-zü${TONED}`
const HAS_TONE = new RegExp(`[${TONED}]`, 'i')
const SYLLABLE =
  /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|ve|a|e|i|o|u|v)(?:ng?|r)?$/
const BRACKETED = new RegExp(`(?<=(\\p{Script=Han}{1,12}))\\s*[(（]\\s*([${LETTERS}][${LETTERS}\\s'’\\-]*)[)）]`, 'giu')
const GLUED = new RegExp(
  `(?<=\\p{Script=Han})\\s*[${LETTERS}'’]*[${TONED}][${LETTERS}'’]*(?:\\s+[${LETTERS}]*[${TONED}][${LETTERS}]*)*`,
  'giu',
)

/**
 * Text without the pinyin printed behind its characters: in brackets with tone marks, or plain with as many spaced
 * syllables as there are characters before it; without brackets only with tone marks. 视频(APP) and 5(km) stay.
 */
export function withoutPinyin(text: string): string {
  if (!/[a-z\u00e0-\u01dc]/i.test(text)) return text
  return text
    .replaceAll(BRACKETED, (all, before: string, letters: string) => (isPinyin(letters, before.length) ? '' : all))
    .replaceAll(GLUED, '')
}

function isPinyin(letters: string, characters: number): boolean {
  if (HAS_TONE.test(letters)) return true
  const syllables = letters
    .toLowerCase()
    .split(/[\s'’-]+/)
    .filter((one) => one !== '')
  return syllables.length >= 2 && syllables.length <= characters && syllables.every((one) => SYLLABLE.test(one))
}
