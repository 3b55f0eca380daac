import type { RowFile } from '#engine/fractal/packed-rows'
import { NamelessFile } from './nameless-file.ts'

/** The float32 rows of a compact index; what they are made from lies in the saved index and in the database. */
export class DiskRows implements RowFile {
  readonly #file: NamelessFile
  readonly #rowBytes: number

  constructor(path: string, rowBytes: number) {
    this.#file = new NamelessFile(path)
    this.#rowBytes = rowBytes
  }

  write(firstRow: number, bytes: Uint8Array): void {
    this.#file.writeAt(firstRow * this.#rowBytes, bytes)
  }

  read(row: number, into: Uint8Array): void {
    this.#file.read(row * this.#rowBytes, into)
  }

  close(): void {
    this.#file.close()
  }
}
