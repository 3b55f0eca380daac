import type { Change } from '#contract/changes'
import type { EmbedderSettings } from '#contract/embedders'
import type { MemoryKey } from './change.ts'
import type { EmbedderName } from './embedder.ts'

/** Vectors in the order of the changes that made them: how an index loads and catches up (MEM-8). */
export interface VectorBatch {
  /** Number of the namespace a vector belongs to, one for each row. */
  readonly spaces: Uint32Array
  readonly keys: Uint32Array
  /** 1 where the memory lives and has a vector, 0 where it must leave the index. */
  readonly alive: Uint8Array
  /** Row-major [keys.length x dimension]; rows of dead keys are zero. */
  readonly vectors: Float32Array
  /** Where the next batch goes on: the change and key of the last row. */
  readonly cursor: VectorCursor
  /** True where this batch reached the present. */
  readonly complete: boolean
}

export interface VectorFeed extends VectorBatch {
  /** How many living memories of the batch have no vector. */
  readonly lacking: number
}

export interface MissingVector {
  readonly key: MemoryKey
  readonly space: number
  /** The change that made the text. */
  readonly seq: number
  readonly text: string
}

export interface VectorCursor {
  readonly seq: number
  readonly key: number
}

/** An embedder whose vectors a database has. */
export interface EmbedderRecord extends EmbedderName {
  /** What opens it again. */
  readonly settings: EmbedderSettings
}

/** An embedder whose vectors are being made, to take the place of those in use (EMB-4). */
export interface BuildRecord extends EmbedderRecord {
  readonly author: string
  /** Told to rest; it does so over restarts. */
  readonly isPaused: boolean
  /** The change of embedder that this one undoes. */
  readonly undoes: number | null
}

export interface EmbedderRoles {
  /** The one that answers, and the change that put it there; null where nobody said yet. */
  readonly active: (EmbedderRecord & { readonly since: number | null }) | null
  readonly building: BuildRecord | null
  /** The one before, whose vectors are kept for an undo. */
  readonly previous: EmbedderRecord | null
  /** Ids of others whose vectors are there, and of no use. */
  readonly unused: readonly string[]
}

/** The part of the store that knows embedders and their vectors. */
export interface VectorStore {
  embedders(): Promise<EmbedderRoles>
  /** Makes an embedder the one that answers, where no vectors need to be made for it first. */
  adoptEmbedder(embedder: EmbedderRecord): Promise<void>
  /** Begins to take vectors of an embedder beside those in use. */
  beginBuild(build: BuildRecord): Promise<void>
  pauseBuild(isPaused: boolean): Promise<void>
  /** Gives a build up; its vectors are of no use then, unless they are those of the embedder before. */
  cancelBuild(): Promise<void>
  /**
   * The switch, in one transaction: what was built answers, what answered is kept, and the journal has a line of it.
   * Null, and nothing is changed, where a memory was changed after the cursor.
   */
  finishBuild(line: SwitchLine): Promise<Change | null>
  /** Gives up the embedder before the present one. */
  forgetPrevious(): Promise<void>
  /** Deletes some vectors of an embedder without a role, and with the last ones all trace of it. @returns whether it is gone */
  dropVectors(embedder: string, limit: number): Promise<boolean>
  /** How many memories live, and how many of them have a vector of an embedder. */
  coverage(embedder: string): Promise<{ living: number; covered: number }>

  /** Vectors in the order of the changes, for an index that has all before the cursor. */
  vectorsAfter(cursor: VectorCursor, embedder: string, limit: number): Promise<VectorFeed>
  /** Living memories behind a cursor, in the order of the changes, that have no vector of this embedder. */
  withoutVector(embedder: string, after: VectorCursor, limit: number): Promise<MissingVector[]>
  /**
   * Takes vectors for memories that had none. One that was changed meanwhile does not get the vector of its old text:
   * the answer has 1 where a vector was taken.
   */
  putVectors(embedder: string, missing: readonly MissingVector[], vectors: Float32Array): Promise<Uint8Array>
}

export interface SwitchLine {
  /** The last change of a memory that the new index has. */
  readonly cursor: VectorCursor
  readonly at: number
  readonly action: string
  readonly summary: string
}
