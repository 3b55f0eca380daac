import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'

/** One call moves less than 2 GiB. */
const mostAtOnce = 1 << 30

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const writeAll = (file: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; )
    at += writeSync(file, bytes, at, Math.min(mostAtOnce, bytes.length - at))
}

/** The bytes of a file, 0 where there is none. */
export const fileSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Writes arrays one after the other. Whoever finds the file finds all of it: it gets its name at the end. */
export const writeArrays = async (
  path: string,
  arrays: Iterable<ArrayBufferView> | AsyncIterable<ArrayBufferView>,
): Promise<void> => {
  const half = `${path}.${process.pid}`
  const file = openSync(half, 'w')
  try {
    for await (const array of arrays) writeAll(file, bytesOf(array))
    renameSync(half, path)
  } finally {
    closeSync(file)
    rmSync(half, { force: true })
  }
}

const readInto = (path: string, bytes: Uint8Array, from: number): void => {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size < from + bytes.length) throw new Error(`${path} has ${size} bytes, not ${from + bytes.length}`)
    for (let at = 0; at < bytes.length; ) {
      at += readSync(file, bytes, at, Math.min(mostAtOnce, bytes.length - at), from + at)
    }
  } finally {
    closeSync(file)
  }
}

/** `length` float32 of a file, from the `first`th on. */
export const readFloats = (path: string, first: number, length: number): Float32Array => {
  const floats = new Float32Array(length)
  readInto(path, bytesOf(floats), first * 4)
  return floats
}

/** `length` float64 of a file, from the `first`th on. */
export const readDoubles = (path: string, first: number, length: number): Float64Array => {
  const doubles = new Float64Array(length)
  readInto(path, bytesOf(doubles), first * 8)
  return doubles
}
