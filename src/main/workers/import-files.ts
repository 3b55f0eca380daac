import { createHash, type Hash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { appendFile, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { notHere, refused } from '#engine/transfer/held-files'
import type { ImportFiles, OpenedFile, RecordBatch } from '#engine/transfer/import-ports'
import { startThread } from './thread.ts'

const GIGABYTE = 1024 ** 3
/** Bytes of one file. */
const LONGEST = 4 * GIGABYTE
/** Files that are kept at once; the one that was begun first gives way. */
const MOST = 4
const HEAD = 64 * 1024
/** What a process that died left behind is not wanted any more. */
const STALE_MS = 24 * 3600 * 1000

interface Upload {
  readonly path: string
  readonly hash: Hash
  bytes: number
}

/** Files on their way in, in a folder for this user alone, until they are imported; each is read in a thread of its own. */
export const importFilesIn = (folder: string, workerFile: string): ImportFiles => {
  const uploads = new Map<string, Upload>()
  const of = (upload: string): Upload => uploads.get(upload) ?? notHere()
  const forget = async (upload: string): Promise<void> => {
    const found = uploads.get(upload)
    uploads.delete(upload)
    if (found !== undefined) await rm(found.path, { force: true })
  }
  const begin = async (): Promise<string> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (uploads.size === 0) removeStale(folder)
    const [oldest] = uploads.keys()
    if (uploads.size >= MOST && oldest !== undefined) await forget(oldest)
    const upload = randomUUID()
    const path = join(folder, upload)
    await (await open(path, 'wx', 0o600)).close()
    uploads.set(upload, { path, hash: createHash('sha256'), bytes: 0 })
    return upload
  }
  return {
    take: async (given, text) => {
      const upload = given ?? (await begin())
      const found = of(upload)
      const bytes = Buffer.from(text, 'utf8')
      found.bytes += bytes.length
      if (found.bytes > LONGEST) {
        await forget(upload)
        throw refused(`It has more than ${LONGEST / GIGABYTE} GB.`)
      }
      found.hash.update(bytes)
      await appendFile(found.path, bytes)
      return upload
    },
    head: async (upload) => {
      const { path, bytes } = of(upload)
      const file = await open(path, 'r')
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
        return { text: buffer.toString('utf8', 0, bytesRead), bytes }
      } finally {
        await file.close()
      }
    },
    open: async (upload, options, signal): Promise<OpenedFile> => {
      const { path, bytes, hash } = of(upload)
      const thread = await startThread(workerFile, { path, options })
      const end = (): void => void thread.close()
      signal.addEventListener('abort', end)
      const call = async (method: string, args: readonly unknown[]): Promise<unknown> => {
        try {
          signal.throwIfAborted()
          return await thread.call(method, args)
        } catch (error) {
          // The thread that ended is not what the caller wants to hear of.
          signal.throwIfAborted()
          throw error
        }
      }
      return {
        bytes,
        fingerprint: hash.copy().digest('hex'),
        begin: async (pass) => void (await call('begin', [pass])),
        next: () => call('next', []) as Promise<RecordBatch | null>,
        close: async () => {
          signal.removeEventListener('abort', end)
          await thread.close()
        },
      }
    },
    forget,
  }
}

const removeStale = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const age = Date.now() - statSync(path, { throwIfNoEntry: false })!.mtimeMs
    if (age > STALE_MS) rmSync(path, { force: true })
  }
}
