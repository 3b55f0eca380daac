import type { FractalIndex } from '#engine/fractal/fractal-index'
import { type CompactParts, floatRowBytes } from '#engine/fractal/packed-rows'
import type { IndexSettings } from '#engine/fractal/search-settings'
import type { IndexStats } from '#engine/ports'
import { DiskRows } from './disk-rows.ts'
import { NamelessFile } from './nameless-file.ts'
import { crc } from './snapshot-file.ts'

export interface FormedSettings extends IndexSettings {
  /** Holds a byte a column in memory and the float32 in a file, where there is a folder for it. */
  readonly isCompact?: boolean
}

export interface FormedParts {
  readonly dimension: number
  /** Where the index is saved, beside which files may be; null where nothing is kept on the disk. */
  readonly path: string | null
  readonly settings: Partial<FormedSettings>
  readonly make: (settings: Partial<IndexSettings>, compact: CompactParts | null) => FractalIndex
  readonly onError: (error: unknown) => void
}

interface Made {
  readonly index: FractalIndex
  readonly rows: DiskRows | null
}

/** A change of an index. */
type Change = (index: FractalIndex) => void

interface Turning {
  readonly work: Generator<undefined, void>
  /** What was done to the old one since it was copied. */
  readonly missed: Change[]
}

/**
 * An index in the form that the settings ask for. Where they ask for the other one, a copy is made through a file, trees
 * and all, slice by slice; the old one answers and changes until that is done.
 */
export class FormedIndex {
  readonly #parts: FormedParts
  #settings: Partial<FormedSettings>
  #made: Made
  #turning: Turning | null = null
  /** What was built and not saved before the index had this form. */
  #before = { builds: 0, unsaved: 0 }
  #files = 0

  constructor(parts: FormedParts) {
    this.#parts = parts
    this.#settings = parts.settings
    this.#made = this.#make()
  }

  get index(): FractalIndex {
    return this.#made.index
  }

  get stats(): IndexStats {
    const stats = this.index.stats()
    const { builds, unsaved } = this.#before
    return { ...stats, builds: stats.builds + builds, unsaved: stats.unsaved + unsaved }
  }

  configure(settings: Partial<FormedSettings>): void {
    this.#settings = { ...this.#settings, ...settings }
    this.index.configure(this.#settings)
    this.#giveUp()
    if (this.#isWanted !== (this.#made.rows !== null)) this.#turning = this.#begin()
  }

  /** Applies a change, now and to what is being made of it. */
  change(change: Change): void {
    change(this.index)
    this.#turning?.missed.push(change)
  }

  /** What is in the index is of no use any more. */
  clear(): void {
    this.#giveUp()
    this.index.close()
    this.#before = { builds: 0, unsaved: 0 }
    if (this.#isWanted !== (this.#made.rows !== null)) this.#takeOver(this.#make())
  }

  saved(): void {
    this.#before = { ...this.#before, unsaved: 0 }
  }

  /** Goes on with the other form. @returns whether there is more to do */
  step(): boolean {
    if (this.#turning === null) return false
    try {
      if (!this.#turning.work.next().done) return true
    } catch (error) {
      // It stays as it is until it is asked for again, or the next start.
      this.#parts.onError(error)
    }
    this.#turning = null
    return false
  }

  get #isWanted(): boolean {
    return this.#parts.path !== null && this.#settings.isCompact === true
  }

  #make(): Made {
    const { dimension, make } = this.#parts
    if (!this.#isWanted) return { index: make(this.#settings, null), rows: null }
    const rows = new DiskRows(this.#nextPath('rows'), floatRowBytes(dimension))
    return { index: make(this.#settings, { file: rows, crc }), rows }
  }

  #nextPath(ending: string): string {
    this.#files += 1
    return `${this.#parts.path}.${process.pid}-${this.#files}.${ending}`
  }

  #begin(): Turning {
    const missed: Change[] = []
    return { work: this.#turn(missed), missed }
  }

  *#turn(missed: Change[]): Generator<undefined, void> {
    const file = new NamelessFile(this.#nextPath('copy'))
    let made: Made | null = null
    try {
      const { builds, unsaved } = this.stats
      // Its first step copies what can change.
      missed.length = 0
      yield* this.index.copyAll(file, crc)
      made = this.#make()
      yield* made.index.loadInSlices(file, crc)
      for (const change of missed) change(made.index)
      this.#before = { builds, unsaved }
      this.#takeOver(made)
      made = null
    } finally {
      made?.rows?.close()
      file.close()
    }
  }

  #takeOver(made: Made): void {
    const { index, rows } = this.#made
    this.#made = made
    index.close()
    rows?.close()
  }

  #giveUp(): void {
    this.#turning?.work.return()
    this.#turning = null
  }
}
