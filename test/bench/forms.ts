import { type Form, parseActual, parseTarget, recognise } from '#engine'
import { read } from '../../src/documents/from-text.ts'
import { damageClasses } from '../damage/classes.ts'
import { damagedForm } from '../damage/measure.ts'

/** An undamaged generated form. */
export function soundText(seed: number): string {
  const none = damageClasses.find(({ id }) => id === 'none')
  return none ? damagedForm(none, seed).text : ''
}

export function formOf(text: string): Form {
  return recognise(read(new TextEncoder().encode(text)).grids)[0] as Form
}

/** A form with exactly `rows` indicators, targets and names all different, points spread over them. */
export function formWithRows(rows: number): Form {
  const base = formOf(soundText(3))
  const indicators = Array.from({ length: rows }, (_, i) => {
    const model = base.indicators[i % base.indicators.length]
    const planned = 3 + ((i * 7) % 90)
    return {
      ...(model as Form['indicators'][number]),
      name: `第${i + 1}片区${model?.name ?? ''}`,
      target: parseTarget(`≥${planned}次`),
      actual: parseActual(`${planned + (i % 3) - 1}次`),
      weight: 1,
      score: 1,
    }
  })
  return { ...base, indicators, reading: {} }
}

/** Copies with rows of their own: what the engine remembers of a row must not be counted as speed. */
export function copiesOf(form: Form, count: number): readonly Form[] {
  return Array.from({ length: count }, () => ({ ...form, indicators: form.indicators.map((row) => ({ ...row })) }))
}
