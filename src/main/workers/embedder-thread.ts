import type { EmbedderHealth } from '#contract/app'
import type { Embedder } from '#engine/ports'
import type { EmbedderWorkerData } from './embedder-worker.ts'
import { startThread, type Thread } from './thread.ts'

/**
 * An embedder in a thread of its own. One that died is replaced at the next call.
 * @throws the error that keeps it from starting, as a sentence
 */
export const openEmbedderThread = async (
  workerFile: string,
  data: EmbedderWorkerData,
  onHealth: (health: EmbedderHealth) => void = () => {},
): Promise<Required<Embedder>> => {
  let health: EmbedderHealth = { state: 'ready', since: Date.now() / 1000, message: '', lastLatency: null }
  const start = () =>
    startThread(workerFile, data, (news) => {
      health = news as EmbedderHealth
      onHealth(health)
    })
  const first = await start()
  const { id, dimension } = first.details as { id: string; dimension: number }
  let present = Promise.resolve(first)
  let closed = false
  const again = async (): Promise<Thread> => {
    const thread = await start()
    if ((thread.details as { id: string }).id === id) return thread
    // Its model was exchanged meanwhile.
    await thread.close()
    throw new Error(`The embedder ${id} is another one now. Start the app again.`)
  }
  const living = async (): Promise<Thread> => {
    const seen = present
    const thread = await seen
    if (!thread.isOver() || closed) return thread
    if (present === seen) {
      present = again()
      present.catch(() => {
        present = seen
      })
    }
    return present
  }
  return {
    id,
    dimension,
    embed: async (texts, { signal, ...options } = {}) =>
      (await living()).call('embed', [texts, options], signal) as Promise<Float32Array>,
    health: () => health,
    close: async () => {
      closed = true
      const thread = await present
      // What computes must have ended before its thread does.
      if (!thread.isOver()) await thread.call('close', [])
      await thread.close()
    },
  }
}
