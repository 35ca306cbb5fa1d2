import { expect, test } from 'vitest'
import { usualCharacters } from '../../src/documents/look-alikes.ts'

test.each([
  ['a Kangxi radical', '⽬标', '目标'],
  ['a radical of the supplement', '部⻔', '部门'],
  ['a rare one', '⻘⻢⻋⻅⻚', '青马车见页'],
  ['a compatibility ideograph', '\uf9e1', '\u674e'],
  ['one beyond the first plane', '\u{2f804}', '\u{4f60}'],
  ['usual text', '绩效 100.00%', '绩效 100.00%'],
])('%s becomes the character a reader sees', (_, written, seen) => {
  expect(usualCharacters(written)).toBe(seen)
})
