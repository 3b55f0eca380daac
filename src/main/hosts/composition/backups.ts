import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupFile } from '#contract/app'
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

  /** For who does not know the folder. */
  files(): BackupFile[] {
    return this.list().map(({ file, madeAt }) => ({
      name: basename(file),
      madeAt,
      bytes: statSync(file).size,
    }))
  }

  /** Null where there is none of that name that can be read. */
  async readable(name: string): Promise<(Backup & { readonly memories: number }) | null> {
    const backup = this.list().find(({ file }) => basename(file) === name)
    if (backup === undefined) return null
    const memories = await this.#memoriesIn(backup.file).catch(() => null)
    return memories === null ? null : { ...backup, memories }
  }

  /** Makes one through SQLite's own backup, in a thread of its own; readers and writers go on. */
  async make(now: Date, signal?: AbortSignal): Promise<{ file: string; bytes: number }> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const made = await this.copyTo(this.#placeAt(now), signal)
    for (const { file: old } of this.list().slice(this.#keep())) rmSync(old)
    return made
  }

  #placeAt(now: Date): string {
    const stamp = now
      .toISOString()
      .replaceAll(/[-:]/g, '')
      .replace('T', '-')
      .replace('.', '-')
      .replace('Z', '')
    return join(this.#folder, `memories-${stamp}.sqlite`)
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

  /**
   * Puts a backup in the place of a sound database, which must be closed and becomes the newest backup: nothing is lost,
   * and another exchange brings it back. Returns its name.
   */
  exchange(backup: Backup, now: Date): string {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const kept = this.#placeAt(now)
    const part = `${this.#database}.part`
    copyFileSync(backup.file, part)
    this.#move(this.#database, kept)
    renameSync(part, this.#database)
    // It was made now, as a backup: its time is that of the file.
    utimesSync(kept, now, now)
    return basename(kept)
  }

  /** Undoes an exchange that led to a database which does not open. */
  takeBack(name: string): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.#database + suffix, { force: true })
    this.#move(join(this.#folder, name), this.#database)
  }

  /** With the log files of a reader that was slow to leave. */
  #move(from: string, to: string): void {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix)
    }
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
