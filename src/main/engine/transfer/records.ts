import type { Fault } from '#contract/imports'
import type { MemoryType } from '#contract/memory'
import type { FileState } from './file-memory.ts'

/** One that stands in a file, as its format gives it, before anything of it is believed. */
export interface RawMemory {
  /** From 1: the line that it begins in. */
  readonly line: number
  /** What the file calls it, where that is no coordinate: a link finds it by that, and a later import too. */
  readonly name?: string | undefined
  /** Numbers, a list of them, or a text with commas; left out where the format has none. */
  readonly coordinate?: unknown
  /** JSON text. */
  readonly payload: string
  readonly type?: unknown
  readonly importance?: unknown
  readonly timestamp?: unknown
  readonly pinned?: unknown
  /** What it was before, the oldest first. */
  readonly versions?: unknown
}

export interface RawLink {
  readonly line: number
  /** A coordinate in any of its forms, or the name of a memory of the file. */
  readonly from: unknown
  readonly to: unknown
  readonly type?: unknown
  readonly weight?: unknown
  readonly note?: unknown
  readonly createdAt?: unknown
}

/** Where a reader of a format leaves what it finds. */
export interface RecordSink {
  memory(raw: RawMemory): void
  link(raw: RawLink): void
  fault(fault: Fault): void
}

/** Takes the text of a file part by part. Throws {@link FileRefused} where the rest of it cannot be read. */
export interface FileReader {
  write(text: string): void
  end(): void
}

/** A memory that a store could hold. What is null was not said. */
export interface ImportMemory {
  readonly line: number
  /** Null where it has a coordinate. */
  readonly name: string | null
  readonly coordinate: readonly number[] | null
  readonly payload: string
  readonly type: MemoryType | null
  readonly importance: number | null
  readonly timestamp: number | null
  readonly pinned: boolean | null
  /** What it was before, the oldest first. */
  readonly versions: readonly FileState[]
}

/** A coordinate, or a name. */
export type ImportEnd = readonly number[] | string

export interface ImportLink {
  readonly line: number
  readonly from: ImportEnd
  readonly to: ImportEnd
  readonly type: string
  readonly weight: number
  readonly note: string | null
  readonly createdAt: number | null
}

/** The rest of a file is not what it should be. The message is a sentence for who gave it. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  /** Where it ended to be readable. */
  readonly line: number

  constructor(message: string, line = 1) {
    super(message)
    this.line = line
  }
}

/** Of one memory or link; all the others are taken. */
export class Unusable extends Error {
  override readonly name = 'Unusable'
}
