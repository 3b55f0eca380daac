export interface BatchLimits {
  readonly texts: number
  readonly characters: number
}

export interface Batch {
  /** Place of its first text among all. */
  readonly from: number
  readonly texts: readonly string[]
}

/** Cuts texts into batches in their order. A text that is too long for any batch is one by itself. */
export const planBatches = (texts: readonly string[], { texts: most, characters }: BatchLimits): Batch[] => {
  const batches: Batch[] = []
  let from = 0
  let held = 0
  texts.forEach((text, at) => {
    if (at > from && (at - from >= most || held + text.length > characters)) {
      batches.push({ from, texts: texts.slice(from, at) })
      from = at
      held = 0
    }
    held += text.length
  })
  if (from < texts.length) batches.push({ from, texts: texts.slice(from) })
  return batches
}
