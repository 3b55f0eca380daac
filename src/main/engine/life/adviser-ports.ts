/** Language models, as far as the engine asks them anything. Both reject with an {@link AdviserFault}. */
export interface Summariser {
  /** How people know it. */
  readonly name: string
  summarise(texts: readonly string[], signal: AbortSignal): Promise<string>
}

export interface Predictor {
  readonly name: string
  predict(text: string, signal: AbortSignal): Promise<Guess>
}

export interface Guess {
  /** Any JSON value, as text. */
  readonly predicted: string
  /** 0 to 1; null where the model gave none (LIFE-4). */
  readonly confidence: number | null
}

/** A model gave no answer of use. The message is a sentence for people, without key and without what was asked. */
export class AdviserFault extends Error {
  override readonly name = 'AdviserFault'
}
