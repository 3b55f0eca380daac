import type { MemoryType } from '#contract/memory'

/** A memory as a file has it. */
export interface FileMemory {
  readonly coordinate: readonly number[]
  readonly title: string
  /** The JSON text, character for character. */
  readonly payload: string
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: boolean
}

export interface FileLink {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly type: string
  readonly weight: number
  readonly note: string | null
  readonly createdAt: number | null
}

/** What stands between two others in a file: nodes before links. */
export interface FileWriter {
  readonly head: string
  readonly memory: (memory: FileMemory) => string
  /** Comes once, after the last memory. */
  readonly between: string
  readonly link: (link: FileLink) => string
  readonly tail: string
}

/** A node or link as its format gives it, before anything of it is believed. */
export interface RawNode {
  readonly id: string
  readonly fields: ReadonlyMap<string, unknown>
}

export interface RawLink {
  readonly source: string
  readonly target: string
  readonly fields: ReadonlyMap<string, unknown>
}

export interface RawGraph {
  node(node: RawNode): void
  link(link: RawLink): void
}

/** Takes the text of a file part by part. Throws {@link FileRefused} where the whole cannot be read. */
export interface FileReader {
  write(text: string): void
  end(): void
}

/** The file as a whole is not what it should be. The message is a sentence for who gave it. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
}

/** The name of a memory in a file. */
export const idOf = (coordinate: readonly number[]): string => coordinate.join(',')
