import type { TextColumn } from '#contract/graph'

const encoder = new TextEncoder()
/** Bytes that one UTF-16 unit takes at most. */
const WIDEST = 3

/** Texts as one column of bytes, which crosses threads and connections as a copy instead of one by one. */
export const textColumn = (texts: readonly string[]): TextColumn => {
  const units = texts.reduce((sum, text) => sum + text.length, 0)
  let bytes = new Uint8Array(units + 64)
  const ends = new Uint32Array(texts.length)
  let at = 0
  texts.forEach((text, i) => {
    if (bytes.length - at < text.length * WIDEST) bytes = longer(bytes, at + text.length * WIDEST)
    at += encoder.encodeInto(text, bytes.subarray(at)).written
    ends[i] = at
  })
  return { bytes: bytes.slice(0, at), ends }
}

const longer = (bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> => {
  const larger = new Uint8Array(needed + (bytes.length >> 2))
  larger.set(bytes)
  return larger
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export const textsOf = ({ bytes, ends }: TextColumn): string[] =>
  Array.from(ends, (end, i) => decoder.decode(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)))

/** Columns one behind the other as one. */
export const joinTexts = (columns: readonly TextColumn[]): TextColumn => {
  const bytes = new Uint8Array(columns.reduce((sum, column) => sum + column.bytes.length, 0))
  const ends = new Uint32Array(columns.reduce((sum, column) => sum + column.ends.length, 0))
  let [byte, row] = [0, 0]
  for (const column of columns) {
    bytes.set(column.bytes, byte)
    for (const end of column.ends) ends[row++] = byte + end
    byte += column.bytes.length
  }
  return { bytes, ends }
}
