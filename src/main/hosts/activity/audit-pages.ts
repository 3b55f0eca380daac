import { type FileHandle, open, stat } from 'node:fs/promises'
import type { ActivityEntry, ActivityFilter } from '#contract/activity'
import type { AuditEntry } from '#engine/observe/audit-entries'
import { RotatingFile } from '../audit/rotating-file.ts'
import { isWanted, loggedEntry } from './activity-entry.ts'

const CHUNK = 64 * 1024
/** Bytes that are read for one page; whoever looks for something rare goes on with the next. */
const MOST_BYTES = 4 * 1024 * 1024

const NEVER = () => ({ maxSize: Number.POSITIVE_INFINITY, files: 0, fsync: false })

export interface AuditPage {
  readonly entries: ActivityEntry[]
  readonly next: string | null
}

interface PageAsked extends ActivityFilter {
  readonly until?: number | undefined
  /** The entry or place before which the page ends: `inode-offset`. */
  readonly after?: string | undefined
  readonly limit: number
}

/** The audit log from its end, a page at a time, through the files that were put aside too. */
export const auditPage = async (path: string, asked: PageAsked, signal: AbortSignal): Promise<AuditPage> => {
  const { until, after, limit } = asked
  const [from, offset] = placeOf(after)
  const entries: ActivityEntry[] = []
  let [budget, isThere] = [MOST_BYTES, from === null]
  for (const file of [path, ...(await new RotatingFile(path, NEVER).aside())]) {
    const handle = await open(file, 'r').catch(() => null)
    if (handle === null) continue
    try {
      const { ino, size } = await handle.stat()
      if (!isThere && ino !== from) continue
      let end = ino === from ? Math.min(offset, size) : size
      isThere = true
      if (until !== undefined && after === undefined) end = await placeAfter(handle, end, until)
      for await (const { at, text } of linesBefore(handle, end)) {
        signal.throwIfAborted()
        budget -= text.length + 1
        const entry = entryOf(`${ino}-${at}`, text)
        if (entry !== null && (until === undefined || entry.at <= until) && isWanted(entry, asked))
          entries.push(entry)
        if (entries.length >= limit || budget <= 0) return { entries, next: `${ino}-${at}` }
      }
    } finally {
      await handle.close()
    }
  }
  return { entries, next: null }
}

const placeOf = (id: string | undefined): [inode: number | null, offset: number] => {
  const [, inode, offset] = /^(\d+)-(\d+)$/.exec(id ?? '') ?? []
  return inode === undefined ? [null, 0] : [Number(inode), Number(offset)]
}

const entryOf = (id: string, text: string): ActivityEntry | null => {
  try {
    return loggedEntry(id, JSON.parse(text) as AuditEntry)
  } catch {
    // Cut off by a full disk.
    return null
  }
}

interface Line {
  /** Where it begins, in bytes. */
  readonly at: number
  readonly text: string
}

/** Whole lines before a place, the last one first. */
async function* linesBefore(handle: FileHandle, end: number): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0)
  for (let upTo = end; upTo > 0; ) {
    const from = Math.max(0, upTo - CHUNK)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(upTo - from), 0, upTo - from, from)
    const bytes = Buffer.concat([buffer.subarray(0, bytesRead), rest])
    // The first piece begins within a line, unless it is the first of the file.
    const first = from === 0 ? 0 : bytes.indexOf(10) + 1
    if (from > 0 && first === 0) {
      rest = bytes
      upTo = from
      continue
    }
    for (let stop = bytes.length; stop > first; ) {
      // A negative place would count from the end.
      const begin = stop < 2 ? first : Math.max(first, bytes.lastIndexOf(10, stop - 2) + 1)
      const text = bytes.toString('utf8', begin, stop).trimEnd()
      if (text !== '') yield { at: from + begin, text }
      stop = begin
    }
    rest = bytes.subarray(0, first)
    upTo = from
  }
}

/** Lines come in the order of their times, nearly: where those end that were written up to a moment. */
const placeAfter = async (handle: FileHandle, end: number, until: number): Promise<number> => {
  let [low, high] = [0, end]
  while (high - low > CHUNK) {
    const middle = Math.floor((low + high) / 2)
    const at = await timeFrom(handle, middle, end)
    if (at !== null && at <= until) low = middle
    else high = middle
  }
  // Several processes write, so a line may stand a little late; and one may be longer than any piece.
  return lineEnd(handle, Math.min(end, high + CHUNK), end)
}

/** The time of the first whole line that begins after a place. */
const timeFrom = async (handle: FileHandle, place: number, end: number): Promise<number | null> => {
  for (let begin = await lineEnd(handle, place, end); begin < end; ) {
    const stop = await lineEnd(handle, begin, end)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(stop - begin), 0, stop - begin, begin)
    const entry = entryOf('', buffer.toString('utf8', 0, bytesRead))
    if (entry !== null) return entry.at
    begin = stop
  }
  return null
}

/** Where the line ends that a place lies in. */
const lineEnd = async (handle: FileHandle, place: number, end: number): Promise<number> => {
  for (let at = place; at < end; at += CHUNK) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK, at)
    const found = buffer.subarray(0, bytesRead).indexOf(10)
    if (found >= 0) return Math.min(end, at + found + 1)
  }
  return end
}

/** Lines that are written from now on, whoever puts the file aside meanwhile. */
export async function* auditFollow(
  path: string,
  { wait, signal }: { readonly wait: () => Promise<void>; readonly signal: AbortSignal },
): AsyncGenerator<ActivityEntry[]> {
  let handle = await open(path, 'r').catch(() => null)
  try {
    let [at, inode] = [0, 0]
    let rest: Buffer = Buffer.alloc(0)
    if (handle !== null) {
      const found = await handle.stat()
      ;[at, inode] = [found.size, found.ino]
    }
    while (!signal.aborted) {
      const now = await stat(path).catch(() => null)
      const entries: ActivityEntry[] = []
      for (let isMore = handle !== null; isMore; ) {
        const { buffer, bytesRead } = await (handle as FileHandle).read(Buffer.alloc(CHUNK), 0, CHUNK, at)
        isMore = bytesRead > 0
        const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
        let begin = 0
        for (let stop = bytes.indexOf(10); stop >= 0; stop = bytes.indexOf(10, begin)) {
          const entry = entryOf(`${inode}-${at - rest.length + begin}`, bytes.toString('utf8', begin, stop))
          if (entry !== null) entries.push(entry)
          begin = stop + 1
        }
        at += bytesRead
        rest = bytes.subarray(begin)
      }
      if (entries.length > 0) yield entries
      if (now !== null && now.ino !== inode) {
        await handle?.close()
        handle = await open(path, 'r').catch(() => null)
        ;[at, inode, rest] = [0, (await handle?.stat())?.ino ?? 0, Buffer.alloc(0)]
        continue
      }
      await wait()
    }
  } finally {
    await handle?.close()
  }
}
