import { BrokenSeal, type FieldCipher, keyIdOf } from './field-cipher.ts'

/** Sentences of the journal quote memories, so they rest sealed too. */
export interface Sentence {
  readonly author: string
  readonly action: string
}

type Kind = 'summary' | 'reason'

const placeOf = ({ author, action }: Sentence, kind: Kind): string => JSON.stringify([kind, author, action])

/** Shown where a sentence cannot be opened. */
const CLOSED = 'Encrypted: its key is needed to read this'

export const sealSentence = (cipher: FieldCipher, of: Sentence, kind: Kind, text: string): string =>
  cipher.seal(text, placeOf(of, kind))

/** The sentence, which may never have been sealed; without its key, or broken, a sentence that says so. */
export const openSentence = (cipher: FieldCipher | null, of: Sentence, kind: Kind, text: string): string => {
  const keyId = keyIdOf(text)
  if (keyId === null) return text
  if (cipher === null || !cipher.has(keyId)) return CLOSED
  try {
    return cipher.open(text, placeOf(of, kind))
  } catch (error) {
    if (error instanceof BrokenSeal) return CLOSED
    throw error
  }
}
