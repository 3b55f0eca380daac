import { createReadStream } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { ReadOptions, ReadPass, RecordBatch } from '#engine/transfer/import-ports'
import { readRecords } from '#engine/transfer/read-records'
import { serveThread } from './thread.ts'

/** Characters that are read at once. */
const PART = 64 * 1024

/** Reads one file that somebody gave; it lives as long as the import. */
const { path, options } = workerData as { readonly path: string; readonly options: ReadOptions }

async function* textOf() {
  let done = 0
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: PART })) {
    done += Buffer.byteLength(text as string)
    yield { text: text as string, done }
  }
}

await serveThread(async () => {
  let batches: AsyncGenerator<RecordBatch> | undefined
  return {
    methods: {
      begin: async (pass: ReadPass) => {
        await batches?.return(undefined)
        batches = readRecords(textOf(), options, pass)
      },
      next: async () => {
        const step = await batches?.next()
        return step === undefined || step.done === true ? null : step.value
      },
    },
    details: null,
  }
})
