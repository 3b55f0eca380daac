import type { EmbedderSettings, OfferedEmbedder } from '#contract/embedders'
import type { Embedder, EmbedderName } from './embedder.ts'
import type { VectorIndex } from './vector-index.ts'

/** Where embedders come from, and the indexes that hold their vectors. */
export interface EmbedderSource {
  readonly offered: readonly OfferedEmbedder[]
  /** Rejects with a sentence that says what is wrong with the settings, or with who was asked. */
  open(settings: EmbedderSettings, options?: { readonly signal?: AbortSignal }): Promise<Embedder>
  /** An index of its own for the vectors of an embedder, with a saved one of its own. */
  openIndex(embedder: EmbedderName): Promise<VectorIndex>
  /** Somebody is being answered, or nobody any more: long jobs of all indexes rest meanwhile. */
  giveWay?(isBusy: boolean): void
  /** Puts away what is secret in settings, for {@link open} to find it again by the rest of them. */
  keepSecrets(settings: EmbedderSettings): Promise<void>
  /** Deletes the saved index of an embedder. */
  forgetIndex(id: string): Promise<void>
}
