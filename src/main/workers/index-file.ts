import type { FractalIndex } from '#engine/fractal/fractal-index'
import { readContents } from '#engine/fractal/read-snapshot'
import type { SnapshotMark } from '#engine/ports'
import { crc, SnapshotFile } from './snapshot-file.ts'

/** The saved vector index. */
export class IndexFile {
  readonly #file: SnapshotFile

  constructor(path: string) {
    this.#file = new SnapshotFile(path)
  }

  /** Of what it is the index, if it can be used. */
  mark(): SnapshotMark | null {
    return this.#file.read((source) => readContents(source, crc).mark)
  }

  /** Reads it into an index, which is empty afterwards where it turns out damaged. */
  load(index: FractalIndex): boolean {
    const isLoaded = this.#file.read((source) => {
      index.load(source, crc)
      return true
    })
    return isLoaded ?? false
  }

  /** Begins to write; {@link step} goes on. One that is being written is given up. */
  begin(index: FractalIndex, mark: SnapshotMark): void {
    this.#file.begin((sink) => index.save(mark, sink, crc))
  }

  /** Writes a piece. @returns whether there is more */
  step(): boolean {
    return this.#file.step()
  }

  abandon(): void {
    this.#file.abandon()
  }
}
