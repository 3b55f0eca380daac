export class BadFrame extends Error {
  override readonly name = 'BadFrame'

  constructor(what: string, options?: ErrorOptions) {
    super(`the frame ${what}`, options)
  }
}

const MAX_DEPTH = 100

/** Bytes that follow a first byte of 0xc0 to 0xdf: of the value itself, or of the length in front of it. */
const HEADS: readonly { readonly skip?: number; readonly length?: number; readonly items?: 1 | 2 }[] = [
  {},
  { skip: -1 },
  {},
  {},
  { length: 1 },
  { length: 2 },
  { length: 4 },
  { length: 1, skip: 1 },
  { length: 2, skip: 1 },
  { length: 4, skip: 1 },
  ...[4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17].map((skip) => ({ skip })),
  { length: 1 },
  { length: 2 },
  { length: 4 },
  { length: 2, items: 1 },
  { length: 4, items: 1 },
  { length: 2, items: 2 },
  { length: 4, items: 2 },
]

/** What stands at a place of a frame: where its own bytes end, and how many values belong into it. */
const readHead = (view: DataView, at: number): { end: number; items: number } => {
  const first = view.getUint8(at)
  if (first < 0x80 || first >= 0xe0) return { end: at + 1, items: 0 }
  if (first < 0x90) return { end: at + 1, items: 2 * (first & 15) }
  if (first < 0xa0) return { end: at + 1, items: first & 15 }
  if (first < 0xc0) return { end: at + 1 + (first & 31), items: 0 }
  const { skip = 0, length = 0, items = 0 } = HEADS[first - 0xc0] ?? { skip: -1 }
  if (skip < 0) throw new BadFrame('has a byte that MessagePack does not use')
  const body = at + 1 + length
  const count = length === 0 ? 0 : readLength(view, at + 1, length)
  return items > 0 ? { end: body, items: items * count } : { end: body + skip + count, items: 0 }
}

const readLength = (view: DataView, at: number, bytes: number): number => {
  if (at + bytes > view.byteLength) throw new BadFrame('ends within a length')
  if (bytes === 1) return view.getUint8(at)
  return bytes === 2 ? view.getUint16(at) : view.getUint32(at)
}

/**
 * Refuses a frame whose lengths promise more than it holds, or that nests too deep. The decoder makes room for what a
 * header promises before it reads on, so a small frame of nested headers could otherwise take all memory.
 */
export const assertFrame = (frame: Uint8Array): void => {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  /** Values still to come, a number for each container that is open. */
  const open = [1]
  let promised = 1
  let at = 0
  while (open.length > 0) {
    const left = open.pop() ?? 0
    if (left === 0) continue
    if (at >= view.byteLength) throw new BadFrame('ends too early')
    const { end, items } = readHead(view, at)
    at = end
    promised += items - 1
    // Every value takes one byte at least.
    if (promised > view.byteLength - at) throw new BadFrame('promises more than it holds')
    open.push(left - 1)
    if (items > 0 && open.push(items) > MAX_DEPTH) throw new BadFrame('nests too deep')
  }
  if (at !== view.byteLength) throw new BadFrame('goes on after its end')
}
