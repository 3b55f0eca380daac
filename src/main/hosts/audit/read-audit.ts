import { type FileHandle, open, stat } from 'node:fs/promises'
import type { AuditEntry } from '#engine/observe/audit-entries'
import { RotatingFile } from './rotating-file.ts'

export interface AuditQuery {
  readonly action?: string
  readonly author?: string
  /** Epoch seconds. */
  readonly since?: number
}

/** A line as it stands in the file, and what it says. */
export interface AuditLine {
  readonly text: string
  readonly entry: AuditEntry
}

interface Reading {
  readonly query: AuditQuery
  /** Called for a line that cannot be read, like one that was cut off by a full disk. */
  readonly onTorn: () => void
}

export interface Following {
  readonly wait: () => Promise<void>
  readonly signal: AbortSignal
}

/**
 * What was written and is still kept, oldest first; with `following` also what is written from now on, whoever puts the
 * file aside meanwhile.
 */
export async function* readAudit(
  path: string,
  reading: Reading,
  following?: Following,
): AsyncGenerator<AuditLine> {
  let present: FileHandle | null = null
  try {
    for (let before: number | undefined; ; ) {
      // Opened before the others are listed: what is put aside meanwhile is then not read twice, and not left out.
      present = await open(path, 'r').catch(() => null)
      const number = (await present?.stat())?.ino
      for (const file of await putAsideSince(path, before)) {
        if ((await inodeOf(file)) !== number) yield* linesOf(file, reading)
      }
      const tail = new Tail(present)
      for (let isPutAside = false; !isPutAside; await following?.wait()) {
        isPutAside = number === undefined || number !== (await inodeOf(path))
        for await (const line of tail.lines()) yield* matching(line, reading)
        if (following === undefined || following.signal.aborted) return
      }
      await present?.close()
      before = number ?? before
    }
  } finally {
    await present?.close()
  }
}

/** Files that were put aside after one of them, oldest first; all of them where that one is not there. */
const putAsideSince = async (path: string, number: number | undefined): Promise<string[]> => {
  const files = (await new RotatingFile(path, NEVER).aside()).reverse()
  const numbers = await Promise.all(files.map(inodeOf))
  return files.slice(number === undefined ? 0 : numbers.lastIndexOf(number) + 1)
}

const NEVER = () => ({ maxSize: Number.POSITIVE_INFINITY, files: 0, fsync: false })
const CHUNK = 64 * 1024

async function* linesOf(file: string, reading: Reading): AsyncGenerator<AuditLine> {
  const handle = await open(file, 'r').catch(() => null)
  try {
    for await (const line of new Tail(handle).lines()) yield* matching(line, reading)
  } finally {
    await handle?.close()
  }
}

/** Whole lines of a file that grows, each once. */
class Tail {
  readonly #handle: FileHandle | null
  #at = 0
  /** Of a line that has no end yet. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(handle: FileHandle | null) {
    this.#handle = handle
  }

  /** Those that are there now and were not read before. */
  async *lines(): AsyncGenerator<string> {
    for (;;) {
      const chunk = await this.#handle?.read(Buffer.alloc(CHUNK), 0, CHUNK, this.#at)
      if (chunk === undefined || chunk.bytesRead === 0) return
      this.#at += chunk.bytesRead
      const bytes = Buffer.concat([this.#rest, chunk.buffer.subarray(0, chunk.bytesRead)])
      const end = bytes.lastIndexOf(10) + 1
      this.#rest = bytes.subarray(end)
      if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n')
    }
  }
}

const inodeOf = async (path: string): Promise<number | undefined> => (await stat(path).catch(() => null))?.ino

function* matching(text: string, { query, onTorn }: Reading): Generator<AuditLine> {
  if (text === '') return
  const entry = parsed(text)
  if (entry === null) onTorn()
  else if (isAsked(entry, query)) yield { text, entry }
}

const parsed = (text: string): AuditEntry | null => {
  try {
    const entry: unknown = JSON.parse(text)
    return typeof entry === 'object' && entry !== null ? (entry as AuditEntry) : null
  } catch {
    return null
  }
}

const isAsked = ({ action, user, timestamp }: AuditEntry, query: AuditQuery): boolean =>
  (query.action === undefined || action === query.action) &&
  (query.author === undefined || user === query.author) &&
  (query.since === undefined || timestamp >= query.since)
