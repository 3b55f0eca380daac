import type { EmbedderHealth } from '#contract/app'
import type { Embedder, EmbedderName } from '#engine/ports'
import type { EmbedderWorkerData } from './embedder-worker.ts'
import { startThread, type Thread, ThreadEnded } from './thread.ts'

/** An embedder that is known before its thread has started. */
export interface LateStart {
  readonly name: EmbedderName
  /** When the thread starts unasked; if nothing is said only the first text starts it. */
  readonly after: Promise<unknown> | undefined
}

/**
 * An embedder in a thread of its own. One that died is replaced at the next call.
 * @param late where the thread need not have started before this resolves: what keeps it from starting is told as its health
 * and by the call that waits for it, and the next call tries again
 * @throws the error that keeps it from starting, as a sentence
 */
export const openEmbedderThread = async (
  workerFile: string,
  data: EmbedderWorkerData,
  onHealth: (health: EmbedderHealth) => void = () => {},
  late?: LateStart,
): Promise<Required<Embedder>> => {
  let health = healthOf('')
  const tell = (news: EmbedderHealth): void => {
    health = news
    onHealth(news)
  }
  const start = () => startThread(workerFile, data, (news) => tell(news as EmbedderHealth))
  let present: Promise<Thread | null> = Promise.resolve(late === undefined ? await start() : null)
  const { id, dimension } = late?.name ?? ((await present) as { details: EmbedderName }).details
  let closed = false
  const again = async (): Promise<Thread> => {
    const thread = await start()
    if ((thread.details as EmbedderName).id === id) {
      if (late !== undefined && health.state !== 'ready') tell(healthOf(''))
      return thread
    }
    // Its model was exchanged meanwhile.
    await thread.close()
    throw new Error(`The embedder ${id} is another one now. Start the app again.`)
  }
  const living = async (): Promise<Thread> => {
    const seen = present
    const thread = await seen
    if (thread !== null && (closed || !thread.isOver())) return thread
    if (closed) throw new ThreadEnded(`${id} has ended`)
    if (present === seen) {
      const next = again()
      present = next
      next.catch((error: Error) => {
        present = seen
        if (late !== undefined && !closed) tell(healthOf(error.message))
      })
    }
    return present as Promise<Thread>
  }
  late?.after?.then(() => (closed ? null : living())).catch(() => {})
  return {
    id,
    dimension,
    embed: async (texts, { signal, ...options } = {}) =>
      (await living()).call('embed', [texts, options], signal) as Promise<Float32Array>,
    health: () => health,
    close: async () => {
      closed = true
      const thread = await present.catch(() => null)
      if (thread === null) return
      // What computes must have ended before its thread does.
      if (!thread.isOver()) await thread.call('close', [])
      await thread.close()
    },
  }
}

/** @param problem what keeps it from working; empty where nothing does */
const healthOf = (problem: string): EmbedderHealth => ({
  state: problem === '' ? 'ready' : 'unreachable',
  since: Date.now() / 1000,
  message: problem,
  lastLatency: null,
})
