import {
  type Crc32,
  type Section,
  type SnapshotFormat,
  type SnapshotSink,
  type SnapshotSource,
  UnusableSnapshot,
} from '../snapshot/snapshot.ts'
import { contentsOf, sectionOf } from '../snapshot/snapshot-reader.ts'
import { bytesOf, SnapshotWriter } from '../snapshot/snapshot-writer.ts'
import { KeywordIndex } from './keyword-index.ts'
import type { Document } from './segment.ts'

/** Of what state of the store these are the indexes; whatever else must be the same says the caller. */
export interface KeywordMark {
  /** The last row that was read, and the moment of its change. */
  readonly seq: number
  readonly key: number
  readonly at: number
  /** Anything that words depend on beside the rows: the analyzer, what is encrypted. */
  readonly basis: string
}

/** Some documents: their new terms (JSON, numbered from where those before end), then columns. */
interface Batch {
  readonly documents: number
  readonly entries: number
  readonly terms: Section
  /** Key, length and number of distinct terms of each document, as uint32. */
  readonly facts: Section
  /** Terms by their numbers in the file, as uint32; how often each occurs, in so many bytes. */
  readonly postings: Section
  readonly countBytes: 1 | 4
}

interface Contents {
  readonly mark: KeywordMark
  readonly indexes: readonly { readonly space: number; readonly batches: readonly Batch[] }[]
}

const FORMAT: SnapshotFormat = { magic: 'SOMAKWD1', version: 1 }

/** Documents of a batch, which one step writes or reads in some milliseconds. */
const BATCH = 512

/**
 * Writes indexes document by document: what took long, reading texts and cutting them into words, is done, and how an
 * index lays its documents out is not the file's business. Nothing may change while it is written.
 */
export function* writeKeywords(
  indexes: ReadonlyMap<number, KeywordIndex>,
  mark: KeywordMark,
  sink: SnapshotSink,
  crc: Crc32,
): Generator<undefined, void> {
  const out = new SnapshotWriter(sink, crc, FORMAT)
  const saved: { space: number; batches: Batch[] }[] = []
  for (const [space, index] of indexes) {
    const batches: Batch[] = []
    const numbers = new Map<number, number>()
    for (const documents of inBatches(index.documents(), BATCH)) {
      batches.push(writeBatch(out, index, documents, numbers))
      yield
    }
    saved.push({ space, batches })
  }
  out.finish({ mark, indexes: saved } satisfies Contents)
}

const writeBatch = (
  out: SnapshotWriter,
  index: KeywordIndex,
  documents: readonly Document[],
  numbers: Map<number, number>,
): Batch => {
  const entries = documents.reduce((sum, { terms }) => sum + terms.length, 0)
  const fresh: string[] = []
  const terms = new Uint32Array(entries)
  const counts = new Uint32Array(entries)
  let at = 0
  for (const document of documents) {
    counts.set(document.counts, at)
    for (const id of document.terms) {
      let number = numbers.get(id)
      if (number === undefined) {
        number = numbers.size
        numbers.set(id, number)
        fresh.push(index.termOf(id))
      }
      terms[at++] = number
    }
  }
  const areSmall = counts.every((count) => count < 256)
  const facts = Uint32Array.from(
    documents.flatMap(({ key, length, terms: own }) => [key, length, own.length]),
  )
  return {
    documents: documents.length,
    entries,
    terms: out.section([new TextEncoder().encode(JSON.stringify(fresh))]),
    facts: out.section([bytesOf(facts)]),
    postings: out.section([bytesOf(terms), bytesOf(areSmall ? Uint8Array.from(counts) : counts)]),
    countBytes: areSmall ? 1 : 4,
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Iterable<readonly T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** @throws UnusableSnapshot for a file that is torn, foreign or of another version */
export const keywordMarkOf = (source: SnapshotSource, crc: Crc32): KeywordMark =>
  contentsOf<Contents>(source, crc, FORMAT).mark

/**
 * Reads saved indexes, a batch a step.
 * @throws UnusableSnapshot where a part is not what was written; what was read so far is for nobody then
 */
export function* readKeywords(
  source: SnapshotSource,
  crc: Crc32,
): Generator<undefined, Map<number, KeywordIndex>> {
  const { indexes } = contentsOf<Contents>(source, crc, FORMAT)
  const found = new Map<number, KeywordIndex>()
  for (const { space, batches } of indexes) {
    const index = new KeywordIndex()
    found.set(space, index)
    const numbers: number[] = []
    for (const batch of batches) {
      readBatch((section) => sectionOf(source, crc, section), batch, { index, numbers })
      yield
    }
  }
  return found
}

const readBatch = (
  read: (section: Section) => Uint8Array<ArrayBuffer>,
  { documents, entries, countBytes, ...sections }: Batch,
  { index, numbers }: { readonly index: KeywordIndex; readonly numbers: number[] },
): void => {
  const fresh = JSON.parse(new TextDecoder().decode(read(sections.terms))) as string[]
  for (const number of index.numbersOf(fresh)) numbers.push(number)
  const facts = new Uint32Array(read(sections.facts).buffer)
  const { buffer } = read(sections.postings)
  if (facts.length !== documents * 3 || buffer.byteLength !== entries * (4 + countBytes)) {
    throw new UnusableSnapshot('a part of it has another length')
  }
  const terms = new Uint32Array(buffer, 0, entries).map((number) => numbers[number]!)
  const counts = countBytes === 1 ? new Uint8Array(buffer, entries * 4) : new Uint32Array(buffer, entries * 4)
  for (let i = 0, from = 0; i < documents; i++) {
    const to = from + facts[i * 3 + 2]!
    index.putCounted({
      key: facts[i * 3]!,
      length: facts[i * 3 + 1]!,
      terms: terms.subarray(from, to),
      counts: Uint32Array.from(counts.subarray(from, to)),
    })
    from = to
  }
}
