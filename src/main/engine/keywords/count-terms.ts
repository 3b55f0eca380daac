import type { Document } from './segment.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The distinct terms of a document, by number, with how often each occurs. */
export const countTerms = (
  vocabulary: Vocabulary,
  terms: readonly string[],
): Pick<Document, 'terms' | 'counts'> => {
  const ids = new Uint32Array(terms.length)
  for (let i = 0; i < terms.length; i++) ids[i] = vocabulary.findOrAdd(terms[i] as string)
  sort(ids)
  const counts = new Uint32Array(terms.length)
  let distinct = 0
  for (let i = 0; i < ids.length; i++) {
    if (distinct > 0 && ids[i] === ids[distinct - 1]) counts[distinct - 1]! += 1
    else {
      ids[distinct] = ids[i]!
      counts[distinct] = 1
      distinct += 1
    }
  }
  return { terms: ids.subarray(0, distinct), counts: counts.subarray(0, distinct) }
}

const FEW = 64

/** By insertion where there are few, as there are in nearly every text: a call into the engine's sort takes longer. */
const sort = (ids: Uint32Array): void => {
  if (ids.length > FEW) {
    ids.sort()
    return
  }
  for (let i = 1; i < ids.length; i++) {
    const id = ids[i]!
    let at = i
    for (; at > 0 && ids[at - 1]! > id; at--) ids[at] = ids[at - 1]!
    ids[at] = id
  }
}
