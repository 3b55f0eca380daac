import type { MemoryType } from '#contract/memory'

/** What of a memory may be another with each version. */
export interface FileState {
  /** The JSON text, character for character. */
  readonly payload: string
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: boolean
}

/** A memory as a file of ours has it. */
export interface FileMemory extends FileState {
  readonly coordinate: readonly number[]
  readonly title: string
  /** What it was before, the oldest first; left out where nobody asked. */
  readonly versions?: readonly FileState[]
}

export interface FileLink {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly type: string
  readonly weight: number
  readonly note: string | null
  readonly createdAt: number | null
}

/** What stands between two others in a file: memories before links. */
export interface FileWriter {
  readonly head: string
  readonly memory: (memory: FileMemory) => string
  /** Comes once, after the last memory. */
  readonly between: string
  readonly link: (link: FileLink) => string
  readonly tail: string
}

/** The name of a memory in a file. */
export const idOf = (coordinate: readonly number[]): string => coordinate.join(',')
