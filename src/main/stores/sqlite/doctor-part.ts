import type { DoctorPart } from '#contract/doctor'
import { type FileFinding, MOST_TOLD } from '#engine/doctor/doctor-ports'
import { coordinateOf, type MemoryRecord } from './rows.ts'

export type Placed = Pick<MemoryRecord, 'key' | 'arity' | `c${number}`>

export const AXES = `arity, ${Array.from({ length: 16 }, (_, axis) => `c${axis}`).join(', ')}`

/** What is found of one part: how much was compared, how many differ, and the first few of those. */
export class Part {
  compared = 0
  differences = 0
  readonly found: FileFinding[] = []
  readonly #part: DoctorPart

  constructor(part: DoctorPart) {
    this.#part = part
  }

  add(namespace: string | null, what: string, placed?: Placed): void {
    this.differences++
    const coordinate = placed === undefined ? null : coordinateOf(placed)
    if (this.found.length < MOST_TOLD) this.found.push({ part: this.#part, namespace, coordinate, what })
  }

  get counted() {
    return { part: this.#part, compared: this.compared, differences: this.differences }
  }
}

/** FNV-1a. */
export const wordHash = (word: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
