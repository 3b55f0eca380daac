import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'

export interface Rotation {
  /** Bytes past which the file is put aside. */
  readonly maxSize: number
  /** How many that were put aside are kept. */
  readonly files: number
  /** Waits for the disk after each write. */
  readonly fsync: boolean
}

/**
 * A file of lines that several processes append to at once. Each batch is one write in append mode, which the system
 * does not mix with others; so lines stay whole. Whoever finds the file full renames it and begins another, and the
 * others see by its number that theirs was put aside.
 */
export class RotatingFile {
  readonly path: string
  readonly #rotation: () => Rotation
  #handle: FileHandle | null = null
  #count = 0
  /** The last write ended within a line: what follows begins a new one. */
  #isTorn = false

  constructor(path: string, rotation: () => Rotation) {
    this.path = path
    this.#rotation = rotation
  }

  /** Appends lines, each with its end. @throws what the system says: no space, no permission */
  async append(lines: string): Promise<void> {
    const bytes = Buffer.from(lines)
    for (;;) {
      const handle = await this.#current(bytes.length)
      await this.#write(handle, bytes)
      if (this.#rotation().fsync) await handle.datasync()
      // Put aside and thrown away by another process between looking and writing: then it went nowhere.
      if ((await handle.stat()).nlink > 0) return
    }
  }

  async #write(handle: FileHandle, bytes: Buffer): Promise<void> {
    const whole = this.#isTorn ? Buffer.concat([Buffer.from('\n'), bytes]) : bytes
    const { bytesWritten } = await handle.write(whole)
    this.#isTorn = bytesWritten < whole.length
    if (this.#isTorn) throw new Error(`only ${bytesWritten} of ${whole.length} bytes could be written`)
  }

  async bytes(): Promise<number> {
    return (await stat(this.path).catch(() => null))?.size ?? 0
  }

  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
  }

  /** The file that stands under the path now, with room for what comes. */
  async #current(coming: number): Promise<FileHandle> {
    const there = await stat(this.path).catch(() => null)
    if (this.#handle !== null && (await this.#handle.stat()).ino !== there?.ino) await this.close()
    if (there !== null && there.size > 0 && there.size + coming > this.#rotation().maxSize) {
      await this.close()
      await this.#putAside(there.ino)
    }
    if (this.#handle === null) {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
      this.#handle = await open(this.path, 'a', 0o600)
    }
    return this.#handle
  }

  async #putAside(ino: number): Promise<void> {
    const now = await stat(this.path).catch(() => null)
    // Somebody else did it meanwhile.
    if (now?.ino !== ino) return
    await rename(this.path, join(dirname(this.path), this.#nameAside())).catch(ignoreMissing)
    const old = (await this.aside()).slice(this.#rotation().files)
    for (const file of old) await rm(file, { force: true })
  }

  /** Sorts by time: `audit-20260101-120000-000-0001-4711.jsonl`. */
  #nameAside(): string {
    const stamp = new Date().toISOString().replaceAll(/[-:Z]/g, '').replaceAll(/[T.]/g, '-')
    const count = String(this.#count++ % 10_000).padStart(4, '0')
    return `${this.#stem()}-${stamp}-${count}-${process.pid}${extname(this.path)}`
  }

  #stem(): string {
    return basename(this.path, extname(this.path))
  }

  /** Files that were put aside, newest first. */
  async aside(): Promise<string[]> {
    const names = await readdir(dirname(this.path)).catch(() => [])
    const [prefix, suffix] = [`${this.#stem()}-`, extname(this.path)]
    return names
      .filter((name) => name.startsWith(prefix) && name.endsWith(suffix) && ASIDE.test(name))
      .sort()
      .reverse()
      .map((name) => join(dirname(this.path), name))
  }
}

const ASIDE = /-\d{8}-\d{6}-\d{3}-\d{4}-\d+(\.\w+)?$/

const ignoreMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error
}
