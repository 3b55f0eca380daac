import { v5 as uuidV5 } from 'uuid'
import { AppError } from '#contract/errors'
import type { ImportFiles, OpenedFile, RecordBatch } from './import-ports.ts'
import { readRecords } from './read-records.ts'

const HEAD = 64 * 1024

/** Uploads held in memory and read where the engine is: where there are no files, as in tests. */
export const heldFiles = (): ImportFiles => {
  const uploads = new Map<string, string[]>()
  let last = 0
  const of = (upload: string): string[] => uploads.get(upload) ?? notHere()
  return {
    take: async (upload = String(++last), text) => {
      if (!uploads.has(upload)) uploads.set(upload, [])
      of(upload).push(text)
      return upload
    },
    head: async (upload) => {
      const text = of(upload).join('')
      return { text: text.slice(0, HEAD), bytes: text.length }
    },
    open: async (upload, options): Promise<OpenedFile> => {
      const parts = of(upload)
      const bytes = parts.reduce((sum, { length }) => sum + length, 0)
      let batches: AsyncGenerator<RecordBatch> | undefined
      return {
        bytes,
        fingerprint: uuidV5(parts.join(''), uuidV5.URL),
        begin: async (pass) => {
          batches = readRecords(textOf(parts), options, pass)
        },
        next: async () => {
          const step = await batches?.next()
          return step === undefined || step.done === true ? null : step.value
        },
        close: async () => {},
      }
    },
    forget: async (upload) => void uploads.delete(upload),
  }
}

async function* textOf(parts: readonly string[]) {
  let done = 0
  for (const text of parts) {
    done += text.length
    yield { text, done }
  }
}

export const refused = (reason: string): AppError<'import/file'> => new AppError('import/file', { reason })

export const notHere = (): never => {
  throw refused('It is not here any more: choose the file again.')
}
