import {
  type Crc32,
  magicBytes,
  type Section,
  type SnapshotFormat,
  type SnapshotSource,
  tailBytes,
  UnusableSnapshot,
} from './snapshot.ts'

/** Bytes that are read and checked at a time: they are still in the cache when they are checked. */
const chunkBytes = 2 ** 18

/**
 * What a file says of itself, without reading the rest.
 * @throws UnusableSnapshot for one that is torn, foreign or of another version
 */
export const contentsOf = <C extends object>(
  source: SnapshotSource,
  crc: Crc32,
  format: SnapshotFormat,
): C => {
  if (source.bytes < magicBytes + tailBytes) throw new UnusableSnapshot('it is too short')
  const tail = new Uint8Array(tailBytes)
  source.read(source.bytes - tailBytes, tail)
  const [length, expected] = new Uint32Array(tail.buffer, 0, 2) as unknown as [number, number]
  const head = new Uint8Array(magicBytes)
  source.read(0, head)
  const isOurs = textOf(head) === format.magic && textOf(tail.subarray(8)) === format.magic
  if (!isOurs) throw new UnusableSnapshot('it is not a saved index, or not a whole one')
  if (length > source.bytes - magicBytes - tailBytes) throw new UnusableSnapshot('its contents are damaged')
  const text = new Uint8Array(length)
  source.read(source.bytes - tailBytes - length, text)
  if (crc(text) !== expected) throw new UnusableSnapshot('its contents are damaged')
  const contents = JSON.parse(textOf(text)) as C & { version: number }
  if (contents.version !== format.version) {
    throw new UnusableSnapshot(`it has format ${contents.version}, and ${format.version} is read`)
  }
  return contents
}

/**
 * Fills a buffer of a section's length with the section.
 * @throws UnusableSnapshot where it is not what was written
 */
export const fillFrom = (source: SnapshotSource, crc: Crc32, section: Section, into: Uint8Array): void => {
  let found = 0
  for (let at = 0; at < into.length; at += chunkBytes) {
    const chunk = into.subarray(at, at + chunkBytes)
    source.read(section.offset + at, chunk)
    found = crc(chunk, found)
  }
  if (found !== section.crc) throw new UnusableSnapshot('a part of it is damaged')
}

/**
 * Reads a section and forgets it again.
 * @throws UnusableSnapshot where it is not what was written
 */
export const checkSection = (source: SnapshotSource, crc: Crc32, section: Section): void => {
  for (const _ of partsOf(source, crc, section, new Uint8Array(Math.min(section.bytes, chunkBytes))));
}

/**
 * Reads a section part by part, in its order, each into the same room; whether all are what was written shows at the end.
 * @throws UnusableSnapshot where they are not
 */
export function* partsOf(
  source: SnapshotSource,
  crc: Crc32,
  section: Section,
  room: Uint8Array,
): Generator<{ readonly bytes: Uint8Array; readonly offset: number }> {
  let found = 0
  for (let offset = 0; offset < section.bytes; offset += room.length) {
    const bytes = room.subarray(0, Math.min(room.length, section.bytes - offset))
    source.read(section.offset + offset, bytes)
    found = crc(bytes, found)
    yield { bytes, offset }
  }
  if (found !== section.crc) throw new UnusableSnapshot('a part of it is damaged')
}

/** @throws UnusableSnapshot where it is not what was written */
export const sectionOf = (source: SnapshotSource, crc: Crc32, section: Section): Uint8Array<ArrayBuffer> => {
  if (section.bytes > source.bytes) throw new UnusableSnapshot('a part of it is missing')
  const bytes = new Uint8Array(section.bytes)
  fillFrom(source, crc, section, bytes)
  return bytes
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
