import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inOneOffThread } from './one-off-thread.ts'

export interface Backup {
  readonly file: string
  /** Epoch seconds. */
  readonly madeAt: number
}

const NAME = /^memories-\d{8}-\d{6}-\d{3}\.sqlite$/

/** Copies of the database, each a whole file that opens by itself. */
export class Backups {
  readonly #folder: string
  readonly #database: string
  readonly #workerFile: string
  readonly #keep: () => number

  constructor(options: { folder: string; database: string; workerFile: string; keep: () => number }) {
    this.#folder = options.folder
    this.#database = options.database
    this.#workerFile = options.workerFile
    this.#keep = options.keep
  }

  /** Newest first. */
  list(): Backup[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .sort()
      .reverse()
      .map((name) => join(this.#folder, name))
      .map((file) => ({ file, madeAt: statSync(file).mtimeMs / 1000 }))
  }

  /** Makes one through SQLite's own backup, in a thread of its own; readers and writers go on. */
  async make(now: Date, signal?: AbortSignal): Promise<{ file: string; bytes: number }> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const stamp = now
      .toISOString()
      .replaceAll(/[-:]/g, '')
      .replace('T', '-')
      .replace('.', '-')
      .replace('Z', '')
    const made = await this.copyTo(join(this.#folder, `memories-${stamp}.sqlite`), signal)
    for (const { file: old } of this.list().slice(this.#keep())) rmSync(old)
    return made
  }

  /** Writes one to a place of its own, which is there only once it is whole. */
  async copyTo(file: string, signal?: AbortSignal): Promise<{ file: string; bytes: number }> {
    const part = `${file}.part`
    try {
      await inOneOffThread(this.#workerFile, this.#database, (call) => call('backup', [part]), signal)
      renameSync(part, file)
    } finally {
      rmSync(part, { force: true })
    }
    return { file, bytes: statSync(file).size }
  }

  /** The newest that can be read, with how many living memories it has; one that can't is passed over. */
  async newestReadable(): Promise<(Backup & { readonly memories: number }) | null> {
    for (const backup of this.list()) {
      const memories = await this.#memoriesIn(backup.file).catch(() => null)
      if (memories !== null) return { ...backup, memories }
    }
    return null
  }

  async #memoriesIn(file: string): Promise<number> {
    const namespaces = await inOneOffThread(this.#workerFile, file, (call) => call('namespaces', []))
    return (namespaces as { living: number }[]).reduce((sum, { living }) => sum + living, 0)
  }

  /**
   * Puts a backup in the place of the database, which must be closed. What was there is kept beside it, with its log
   * files: nothing is overwritten. Returns the new name of what was there.
   */
  putInPlace(backup: Backup, now: Date): string {
    const kept = `${this.#database}.damaged-${now.getTime()}`
    const part = `${this.#database}.part`
    copyFileSync(backup.file, part)
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(this.#database + suffix)) renameSync(this.#database + suffix, kept + suffix)
    }
    renameSync(part, this.#database)
    return basename(kept)
  }

  /** Null where the database is sound, else what SQLite says of it. */
  async check(signal: AbortSignal): Promise<string | null> {
    const found = await inOneOffThread(
      this.#workerFile,
      this.#database,
      (call) => call('integrity', []),
      signal,
    )
    return found === null ? null : oneLine(found as string)
  }
}

/** SQLite heads its findings with the name of the database and gives each a line; people read a sentence. */
const oneLine = (found: string): string =>
  found
    .split('\n')
    .filter((line) => !line.startsWith('***'))
    .join('; ')
