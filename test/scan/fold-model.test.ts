import { beforeAll, expect, test } from 'vitest'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { loadAsset } from '../../src/documents/assets.ts'
import { foldedModel } from '../../src/documents/image/fold-model.ts'
import { modelOf } from '../../src/documents/image/onnx-graph.ts'
import { bytesField, joined } from '../../src/documents/image/protobuf.ts'
import { wasmModel } from '../../src/documents/image/wasm-model.ts'
import { randomOf } from '../damage/random.ts'

beforeAll(provideNodeAssets)

async function packedModel(): Promise<Uint8Array> {
  const model = await loadAsset('ppocr-v4/rec.onnx')
  if (!model) throw new Error('the model is not there')
  return model
}

test('the folded model has no step of a written-out hard swish left and gives the same shares', async () => {
  const packed = await packedModel()
  const folded = foldedModel(packed)
  const ops = (bytes: Uint8Array, op: string): number => modelOf(bytes).nodes.filter((node) => node.op === op).length
  expect([ops(packed, 'Clip'), ops(folded, 'Clip')]).toEqual([28, 0])
  expect(ops(folded, 'Conv')).toBe(ops(packed, 'Conv'))

  const [before, after] = [await wasmModel(packed), await wasmModel(folded)]
  const random = randomOf(11)
  const line = Float32Array.from({ length: 3 * 48 * 96 }, () => random.int(-1000, 1000) / 1000)
  const [old, now] = [await before?.(line.slice(), 1, 96), await after?.(line.slice(), 1, 96)]
  expect(now?.steps).toBe(old?.steps)
  const most = old?.data.reduce((worst, share, i) => Math.max(worst, Math.abs(share - (now?.data[i] ?? 9))), 0)
  expect(old?.data.length).toBeGreaterThan(10_000)
  expect(most).toBeLessThan(1e-4)
})

test('a model that is built otherwise comes back as it was', () => {
  const node = bytesField(1, bytesField(1, 'x'), bytesField(2, 'y'), bytesField(4, 'Relu'))
  const model = joined([bytesField(7, node)])
  expect(foldedModel(model)).toBe(model)
})
