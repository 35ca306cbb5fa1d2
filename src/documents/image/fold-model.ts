import {
  type Constant,
  constantNode,
  constantOf,
  floatOf,
  integersOf,
  modelOf,
  type Node,
  newNode,
} from './onnx-graph.ts'

/**
 * A layer as the model writes it out: Conv, × scale, + shift, then hard swish x·clip(x + 3, 0, 6)/6 in four steps, × scale,
 * + shift. Nine steps each go once over all values of the layer.
 */
type Layer = {
  readonly conv: Node
  readonly weights: Constant
  readonly bias: Constant
  readonly first: Affine
  readonly second: Affine
  readonly steps: readonly Node[]
  readonly output: string
}
type Affine = { readonly scale: number; readonly shift: number }

/** Hard swish as its own formula has it. */
const [SHIFT, MOST] = [3, 6]
/** Below this a scale can't be taken into the weights and out again. */
const LEAST_SCALE = 1e-4

/**
 * The same model with fewer steps: scales and shifts are taken into the weights of the convolution before or behind, and
 * hard swish becomes two steps. It gives the same values but for rounding, in two thirds of the time. A model that is not
 * built so comes back as it was.
 */
export function foldedModel(bytes: Uint8Array): Uint8Array {
  const { nodes, pack } = modelOf(bytes)
  const users = usersOf(nodes)
  const layers = layersOf(nodes, users)
  if (layers.size === 0) return bytes
  const dropped = new Set([...layers.values()].flatMap(({ steps }) => steps))
  const incoming = new Map<Node, number>()
  const lasts = new Map<Node, readonly Node[]>()
  for (const layer of layers.values()) {
    const next = only(users.get(layer.output))
    const behind = next && layers.get(next)
    const isFree = behind && isPointwise(behind)
    if (isFree) incoming.set(behind.conv, layer.second.shift)
    lasts.set(layer.conv, swishOf(layer, isFree ? 0 : layer.second.shift))
  }
  const folded = nodes.flatMap((node) => {
    const layer = layers.get(node)
    if (layer) return [...convOf(layer, incoming.get(node) ?? 0), ...(lasts.get(node) ?? [])]
    return dropped.has(node) ? [] : [node]
  })
  const used = usersOf(folded)
  return pack(folded.filter(({ op, output }) => op !== 'Constant' || used.has(output)))
}

type Users = ReadonlyMap<string, readonly Node[]>

/** The nodes that take each value. */
function usersOf(nodes: readonly Node[]): Users {
  const users = new Map<string, Node[]>()
  for (const node of nodes) for (const name of new Set(node.inputs)) users.set(name, [...(users.get(name) ?? []), node])
  return users
}

const only = (nodes: readonly Node[] | undefined): Node | undefined => (nodes?.length === 1 ? nodes[0] : undefined)

/** Without a border a shift of what comes in is a shift of what goes out. */
function isPointwise({ conv, weights }: Layer): boolean {
  const isWhole = (weights.dims[2] ?? 0) * (weights.dims[3] ?? 0) === 1 && integersOf(conv, 'group')[0] === 1
  return isWhole && integersOf(conv, 'pads').every((pad) => pad === 0)
}

function layersOf(nodes: readonly Node[], users: Users): ReadonlyMap<Node, Layer> {
  const constants = new Map(nodes.flatMap((node) => (node.op === 'Constant' ? [[node.output, node] as const] : [])))
  const constant = (name: string | undefined): Constant | undefined => {
    const node = name === undefined ? undefined : constants.get(name)
    return node && constantOf(node)
  }
  const layers = new Map<Node, Layer>()
  for (const conv of nodes) {
    if (conv.op !== 'Conv') continue
    const layer = layerAt(conv, users, constant)
    if (layer) layers.set(conv, layer)
  }
  return layers
}

type ConstantAt = (name: string | undefined) => Constant | undefined

function layerAt(conv: Node, users: Users, constant: ConstantAt): Layer | undefined {
  const [weights, bias] = [constant(conv.inputs[1]), constant(conv.inputs[2])]
  if (!weights || !bias) return undefined
  const steps: Node[] = []
  let value = conv.output
  /** The one step that goes on from the value, and the number it takes as its other input. */
  const next = (op: string): number | undefined => {
    const node = only(users.get(value))
    const other = node?.inputs.find((name) => name !== value)
    const number = constant(other)
    if (node?.op !== op || number?.data.length !== 1) return undefined
    steps.push(node)
    value = node.output
    return number.data[0]
  }
  const first = affine(next('Mul'), next('Add'))
  if (!first || !passHardSwish()) return undefined
  const second = affine(next('Mul'), next('Add'))
  if (!second || Math.abs(second.scale) < LEAST_SCALE) return undefined
  return { conv, weights, bias, first, second, steps, output: value }

  function passHardSwish(): boolean {
    const start = value
    const both = users.get(start) ?? []
    const plus = both.find(({ op, inputs }) => op === 'Add' && inputs.some((name) => constant(name)?.data[0] === SHIFT))
    const clip = plus && only(users.get(plus.output))
    const times = clip && only(users.get(clip.output))
    if (!plus || clip?.op !== 'Clip' || times?.op !== 'Mul' || both.length !== 2 || !both.includes(times)) return false
    if (floatOf(clip, 'min') !== 0 || floatOf(clip, 'max') !== MOST) return false
    steps.push(plus, clip, times)
    value = times.output
    return next('Div') === MOST
  }
}

function affine(scale: number | undefined, shift: number | undefined): Affine | undefined {
  return scale === undefined || shift === undefined ? undefined : { scale, shift }
}

/** The convolution with both scales and the first shift in its weights, and what a shift of its input adds. */
function convOf({ conv, weights, bias, first, second }: Layer, incoming: number): readonly Node[] {
  const scale = first.scale * second.scale
  const each = weights.data.length / bias.data.length
  const shifts = bias.data.map((value, k) => {
    let sum = 0
    if (incoming !== 0) for (let i = k * each; i < (k + 1) * each; i++) sum += weights.data[i] ?? 0
    return (value + incoming * sum) * scale + first.shift * second.scale
  })
  const [w, b] = [`${conv.output}.weights`, `${conv.output}.shifts`]
  return [
    constantNode(w, { dims: weights.dims, data: weights.data.map((value) => value * scale) }),
    constantNode(b, { dims: bias.dims, data: shifts }),
    { ...conv, inputs: [conv.inputs[0] ?? '', w, b], raw: undefined },
  ]
}

/** Hard swish of z/scale, times scale: z·clip(z/(6·scale) + ½, 0, 1), and a shift where nothing behind takes it. */
function swishOf({ conv, bias, second, output }: Layer, shift: number): readonly Node[] {
  const z = conv.output
  const [gate, swished] = [`${z}.gate`, shift === 0 ? output : `${z}.swished`]
  const steps = [
    newNode('HardSigmoid', [z], gate, { alpha: 1 / (MOST * second.scale), beta: SHIFT / MOST }),
    newNode('Mul', [z, gate], swished, {}),
  ]
  if (shift === 0) return steps
  // As a normalisation with mean 0 and variance 1 a shift keeps the engine's own order of values; an Add does not.
  const names = ['one', 'shift', 'zero', 'variance'].map((name) => `${z}.${name}`)
  const values = [1, shift, 0, 1]
  const dims = bias.dims
  return [
    ...steps,
    ...names.map((name, i) =>
      constantNode(name, { dims, data: new Float32Array(bias.data.length).fill(values[i] ?? 0) }),
    ),
    newNode('BatchNormalization', [swished, ...names], output, { epsilon: 0 }),
  ]
}
