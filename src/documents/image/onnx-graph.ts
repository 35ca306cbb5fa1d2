import { bytesField, floatField, joined, numberField, type Part, partsOf } from './protobuf.ts'

/** A step of an ONNX model: what it takes, what it makes (names of values), and its settings as they are packed. */
export type Node = {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes: readonly Uint8Array[]
  /** As it stands in the file; undefined for a new one. */
  readonly raw: Uint8Array | undefined
}

/** A constant of 32-bit floats. */
export type Constant = { readonly dims: readonly number[]; readonly data: Float32Array }

/** The model's steps in order, and the rest of the file to put them back into. */
export type Model = { readonly nodes: readonly Node[]; readonly pack: (nodes: readonly Node[]) => Uint8Array }

// The numbers of the fields, from onnx.proto.
const GRAPH = 7
const NODE = 1
const [INPUT, OUTPUT, OP, ATTRIBUTE] = [1, 2, 4, 5]
const [A_NAME, A_FLOAT, A_INT, A_TENSOR, A_INTS, A_TYPE] = [1, 2, 3, 5, 8, 20]
const [T_DIMS, T_TYPE, T_RAW] = [1, 2, 9]
const FLOATS = 1
const [IS_FLOAT, IS_TENSOR] = [1, 4]

/** Throws RangeError where the bytes are no ONNX model. */
export function modelOf(bytes: Uint8Array): Model {
  const parts = partsOf(bytes)
  const graph = partsOf(parts.find(({ field }) => field === GRAPH)?.body ?? new Uint8Array(0))
  const pack = (nodes: readonly Node[]): Uint8Array => {
    const rest = graph.filter(({ field }) => field !== NODE).map(({ raw }) => raw)
    const body = bytesField(GRAPH, ...nodes.map((node) => bytesField(NODE, node.raw ?? packed(node))), ...rest)
    return joined(parts.map(({ field, raw }) => (field === GRAPH ? body : raw)))
  }
  return { nodes: graph.filter(({ field }) => field === NODE).map(({ body }) => nodeOf(body)), pack }
}

function nodeOf(raw: Uint8Array): Node {
  const parts = partsOf(raw)
  const texts = (wanted: number): readonly string[] =>
    parts.filter(({ field }) => field === wanted).map(({ body }) => textOf(body))
  const attributes = parts.filter(({ field }) => field === ATTRIBUTE).map(({ body }) => body)
  return { op: texts(OP)[0] ?? '', inputs: texts(INPUT), output: texts(OUTPUT)[0] ?? '', attributes, raw }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function packed({ op, inputs, output, attributes }: Node): Uint8Array {
  return joined([
    ...inputs.map((name) => bytesField(INPUT, name)),
    bytesField(OUTPUT, output),
    bytesField(OP, op),
    ...attributes.map((attribute) => bytesField(ATTRIBUTE, attribute)),
  ])
}

export function newNode(op: string, inputs: readonly string[], output: string, floats: Record<string, number>): Node {
  const attributes = Object.entries(floats).map(([name, value]) =>
    joined([bytesField(A_NAME, name), floatField(A_FLOAT, value), numberField(A_TYPE, IS_FLOAT)]),
  )
  return { op, inputs, output, attributes, raw: undefined }
}

export function constantNode(output: string, { dims, data }: Constant): Node {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  const tensor = [
    ...dims.map((size) => numberField(T_DIMS, size)),
    numberField(T_TYPE, FLOATS),
    bytesField(T_RAW, bytes),
  ]
  const value = joined([bytesField(A_NAME, 'value'), bytesField(A_TENSOR, ...tensor), numberField(A_TYPE, IS_TENSOR)])
  return { op: 'Constant', inputs: [], output, attributes: [value], raw: undefined }
}

/** What a Constant node holds; undefined for other nodes and other kinds of numbers. */
export function constantOf({ op, attributes }: Node): Constant | undefined {
  const tensor = op === 'Constant' && attributes[0] ? partOf(attributes[0], A_TENSOR) : undefined
  const parts = tensor ? partsOf(tensor.body) : []
  const raw = parts.find(({ field }) => field === T_RAW)?.body
  if (!raw || parts.find(({ field }) => field === T_TYPE)?.value !== FLOATS) return undefined
  const dims = parts.filter(({ field }) => field === T_DIMS).map(({ value }) => value)
  return { dims, data: new Float32Array(raw.slice().buffer) }
}

/** A node's setting of whole numbers; empty where it has none of that name. */
export function integersOf(node: Node, name: string): readonly number[] {
  return attribute(node, name).flatMap(({ field, value }) => (field === A_INTS || field === A_INT ? [value] : []))
}

/** A node's setting of one float. */
export function floatOf(node: Node, name: string): number | undefined {
  const body = attribute(node, name).find(({ field }) => field === A_FLOAT)?.body
  return body && new DataView(body.buffer, body.byteOffset, 4).getFloat32(0, true)
}

function attribute({ attributes }: Node, name: string): readonly Part[] {
  for (const body of attributes) {
    const parts = partsOf(body)
    if (parts.some((part) => part.field === A_NAME && textOf(part.body) === name)) return parts
  }
  return []
}

function partOf(body: Uint8Array, wanted: number): Part | undefined {
  return partsOf(body).find(({ field }) => field === wanted)
}
