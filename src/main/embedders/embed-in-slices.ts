import { setImmediate } from 'node:timers/promises'

/** Writes the vector of one text into `out` from `offset`; never leaves it zero. */
export type EmbedInto = (text: string, out: Float32Array, offset: number) => void

/** Texts between two looks at the event loop: about a millisecond of work. */
const slice = 32

/**
 * Runs a synchronous embedder over many texts, lets the event loop in between slices and stops at once when the
 * signal is aborted (rejects with the signal's reason).
 * @returns row-major [texts.length x dimension]
 */
export const embedInSlices = async (
  texts: readonly string[],
  dimension: number,
  embedInto: EmbedInto,
  signal?: AbortSignal,
): Promise<Float32Array> => {
  const out = new Float32Array(texts.length * dimension)
  for (let i = 0; i < texts.length; i++) {
    signal?.throwIfAborted()
    embedInto(texts[i]!, out, i * dimension)
    if (i % slice === slice - 1) await setImmediate()
  }
  signal?.throwIfAborted()
  return out
}
