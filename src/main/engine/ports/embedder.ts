import type { EmbedderHealth } from '#contract/app'

export interface EmbedOptions {
  readonly signal?: AbortSignal
  /** Some models embed a question otherwise than what answers it; a document if left out. */
  readonly kind?: 'query' | 'document'
  /** Somebody waits: an embedder that may be slow or away gives up early rather than trying again. */
  readonly isUrgent?: boolean
}

export interface Embedder {
  /** Name and version, for example `static-en@1`; vectors of different ids are never compared (EMB-1). */
  readonly id: string
  /** Length of one vector. */
  readonly dimension: number
  /** Row-major [texts.length x dimension] float32, each row L2-normalised. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array>
  /** Gives back what it needed: a thread, a connection. */
  close?(): Promise<void>
  /** How it fares, where it can fare badly: one that computes beside us is always ready. */
  health?(): EmbedderHealth
}

/** One text can't be embedded, now or later; the others of its batch can. */
export class TextRefused extends Error {
  override readonly name = 'TextRefused'
  /** Its place in the batch. */
  readonly index: number

  constructor(index: number, message: string) {
    super(message)
    this.index = index
  }
}

/** Who made a vector, and how long it is. */
export interface EmbedderName {
  readonly id: string
  readonly dimension: number
}
