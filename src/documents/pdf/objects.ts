import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { Unreadable } from '../unreadable.ts'
import { floatsAt } from './heap.ts'
import type { Box, Ruling } from './page.ts'

/** The rectangle a text object is clipped to, and how much larger its type is than its font size says. */
export type TextObject = { readonly clip: Box | undefined; readonly scale: number }
/** Rulings drawn on a page, and what is said of its text objects. */
export type PageObjects = { readonly rulings: readonly Ruling[]; readonly texts: ReadonlyMap<number, TextObject> }

type Matrix = readonly [number, number, number, number, number, number]
type Point = { readonly x: number; readonly y: number }
type Walk = {
  readonly library: WrappedPdfiumModule
  readonly height: number
  readonly scratch: number
  readonly floats: () => Float32Array
  readonly rulings: Ruling[]
  readonly texts: Map<number, TextObject>
  left: number
}

const TEXT = 1
const PATH = 2
const FORM = 5
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
/** Borders come as strokes, as thin filled rectangles or as four-sided ones; up to this thickness a rectangle is a line. */
const THICKEST_LINE = 2.5
const SHORTEST_LINE = 4
const DEEPEST_FORM = 8

/** Walks the page's objects, forms inside forms included; `most` objects, then the file is refused. */
export function objectsOf(library: WrappedPdfiumModule, page: number, height: number, most: number): PageObjects {
  const scratch = library.pdfium.wasmExports.malloc(64)
  const floats = floatsAt(library.pdfium, scratch, 6)
  const walk: Walk = { library, height, scratch, floats, rulings: [], texts: new Map(), left: most }
  try {
    const count = library.FPDFPage_CountObjects(page)
    for (let i = 0; i < count; i++) visit(walk, library.FPDFPage_GetObject(page, i), IDENTITY, 0)
  } finally {
    library.pdfium.wasmExports.free(scratch)
  }
  return { rulings: walk.rulings, texts: walk.texts }
}

function visit(walk: Walk, object: number, outer: Matrix, depth: number): void {
  if (--walk.left < 0) throw new Unreadable('PDF 一页上的图形过多，不像一张绩效自评表，已停止读取。')
  const { library } = walk
  const type = library.FPDFPageObj_GetType(object)
  if (type === TEXT) noteText(walk, object, outer)
  else if (type === PATH) notePath(walk, object, multiply(matrixOf(walk, object), outer))
  else if (type === FORM && depth < DEEPEST_FORM) {
    const matrix = multiply(matrixOf(walk, object), outer)
    const count = library.FPDFFormObj_CountObjects(object)
    for (let i = 0; i < count; i++) visit(walk, library.FPDFFormObj_GetObject(object, i), matrix, depth + 1)
  }
}

function matrixOf({ library, scratch, floats }: Walk, object: number): Matrix {
  if (!library.FPDFPageObj_GetMatrix(object, scratch)) return IDENTITY
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = floats()
  return [a, b, c, d, e, f]
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ]
}

function pointOf(walk: Walk, segment: number, [a, b, c, d, e, f]: Matrix): Point {
  const { library, scratch, height, floats } = walk
  library.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
  const [x = 0, y = 0] = floats()
  return { x: a * x + c * y + e, y: height - (b * x + d * y + f) }
}

const MOVE = 2
const BEZIER = 1

function notePath(walk: Walk, object: number, matrix: Matrix): void {
  const { library, scratch } = walk
  const count = library.FPDFPath_CountSegments(object)
  if (count < 2 || count > 20_000) return
  library.FPDFPath_GetDrawMode(object, scratch, scratch + 4)
  const isFilled = library.pdfium.getValue(scratch, 'i32') !== 0
  const isStroked = library.pdfium.getValue(scratch + 4, 'i32') !== 0
  let start: Point | undefined
  let last: Point | undefined
  let outline: Point[] = []
  const finish = (): void => {
    if (isFilled && !isStroked) addFilled(walk, outline)
    outline = []
  }
  for (let i = 0; i < count; i++) {
    const segment = library.FPDFPath_GetPathSegment(object, i)
    const type = library.FPDFPathSegment_GetType(segment)
    const point = pointOf(walk, segment, matrix)
    if (type === MOVE) {
      finish()
      start = point
    } else if (last && type !== BEZIER && isStroked) addLine(walk, last, point)
    outline.push(point)
    last = point
    if (start && library.FPDFPathSegment_GetClose(segment)) {
      if (isStroked) addLine(walk, point, start)
      last = start
    }
  }
  finish()
}

function addLine({ rulings }: Walk, from: Point, to: Point): void {
  const width = Math.abs(from.x - to.x)
  const height = Math.abs(from.y - to.y)
  if (Math.min(width, height) > 1 || Math.max(width, height) < SHORTEST_LINE) return
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  if (width > height) rulings.push({ left, right, top: (top + bottom) / 2, bottom: (top + bottom) / 2 })
  else rulings.push({ left: (left + right) / 2, right: (left + right) / 2, top, bottom })
}

/** A thin filled rectangle is a line; a large one is a background and has no say. */
function addFilled(walk: Walk, outline: readonly Point[]): void {
  if (outline.length < 3) return
  const xs = outline.map(({ x }) => x)
  const ys = outline.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  if (bottom - top <= THICKEST_LINE && right - left >= SHORTEST_LINE)
    addLine(walk, { x: left, y: middle.y }, { x: right, y: middle.y })
  else if (right - left <= THICKEST_LINE && bottom - top >= SHORTEST_LINE)
    addLine(walk, { x: middle.x, y: top }, { x: middle.x, y: bottom })
}

function noteText(walk: Walk, object: number, outer: Matrix): void {
  const [, , c, d] = multiply(matrixOf(walk, object), outer)
  const scale = Math.hypot(c, d)
  walk.texts.set(object, { clip: clipOf(walk, object, outer), scale: scale > 0 ? scale : 1 })
}

/** The rectangle around a text object's clip path: a cell whose text runs over its neighbour is clipped to itself. */
function clipOf(walk: Walk, object: number, outer: Matrix): Box | undefined {
  const { library } = walk
  const path = library.FPDFPageObj_GetClipPath(object)
  const paths = path ? library.FPDFClipPath_CountPaths(path) : 0
  if (paths < 1 || paths > 16) return undefined
  let box: Box | undefined
  for (let p = 0; p < paths; p++) {
    const count = library.FPDFClipPath_CountPathSegments(path, p)
    if (count < 3 || count > 64) return undefined
    const points = Array.from({ length: count }, (_, i) =>
      pointOf(walk, library.FPDFClipPath_GetPathSegment(path, p, i), outer),
    )
    const xs = points.map(({ x }) => x)
    const ys = points.map(({ y }) => y)
    const next = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
    box = box
      ? {
          left: Math.max(box.left, next.left),
          right: Math.min(box.right, next.right),
          top: Math.max(box.top, next.top),
          bottom: Math.min(box.bottom, next.bottom),
        }
      : next
  }
  return box && box.right > box.left && box.bottom > box.top ? box : undefined
}
