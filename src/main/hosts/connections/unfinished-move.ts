import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const MoveNote = z.strictObject({
  id: z.string(),
  /** What is moved, and its last change when it was copied. */
  source: z.string(),
  seq: z.int(),
})
export type MoveNote = z.output<typeof MoveNote>

/** What says in the folder of a target that a move to it was begun; gone once it is whole, or taken away. */
export class UnfinishedMove {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The source as it was, which nobody changes. */
  get snapshot(): string {
    return join(this.#folder, 'move.sqlite')
  }

  get #note(): string {
    return join(this.#folder, 'move.json')
  }

  get exists(): boolean {
    return existsSync(this.#note)
  }

  /** Null where there is none that can be gone on with. */
  read(): MoveNote | null {
    if (!this.exists || !existsSync(this.snapshot)) return null
    try {
      return MoveNote.parse(JSON.parse(readFileSync(this.#note, 'utf8')))
    } catch {
      return null
    }
  }

  begin(note: MoveNote): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    writeFileSync(`${this.#note}.part`, JSON.stringify(note), { mode: 0o600 })
    renameSync(`${this.#note}.part`, this.#note)
  }

  /** The note goes last. */
  end(): void {
    for (const suffix of ['', '-wal', '-shm', '.part']) rmSync(`${this.snapshot}${suffix}`, { force: true })
    rmSync(this.#note, { force: true })
  }
}
