import { BrokenSeal, type FieldCipher, keyIdOf } from './field-cipher.ts'
import { CARRYING, openState, sealState } from './sealed-artefact.ts'
import { isSealedAsAsked, marksOf, type Sealing } from './sealed-payload.ts'
import type { ArtefactPart, RestingArtefact, SealedStorage } from './sealed-storage.ts'

const CHUNK = 200
const PARTS: readonly ArtefactPart[] = ['present', 'before', 'after']

/** Every state of artefacts that carry a payload, a piece at a time. */
export async function* restingPieces(
  storage: SealedStorage,
): AsyncGenerator<{ part: ArtefactPart; found: readonly RestingArtefact[] }> {
  for (const part of PARTS) {
    for (let after = 0; ; ) {
      const found = await storage.restingArtefacts({ part, kind: CARRYING, after, limit: CHUNK })
      const last = found.at(-1)
      if (last === undefined) break
      yield { part, found }
      after = last.at
    }
  }
}

/** Brings the payloads of artefacts, and their states of before, into the form that memories rest in. */
export const recastArtefacts = async (
  storage: SealedStorage,
  forms: { readonly cipher: FieldCipher; readonly target: Sealing | null },
): Promise<{ states: number; broken: number }> => {
  const done = { states: 0, broken: 0 }
  for await (const { part, found } of restingPieces(storage)) {
    const rewrites = found.map((one) => recastOne(one, forms))
    done.broken += rewrites.filter((one) => one === 'broken').length
    const whole = rewrites.filter((one) => one !== 'broken' && one !== null)
    done.states += await storage.rewriteArtefacts(part, whole)
  }
  return done
}

interface Sealable {
  readonly payload: string
  readonly reason: string | null
}

const recastOne = (
  { at, id, state: from }: RestingArtefact,
  { cipher, target }: { readonly cipher: FieldCipher; readonly target: Sealing | null },
) => {
  if (isInForm(from, target)) return null
  const { payload, reason } = JSON.parse(from) as Sealable
  const keyId = reason === null ? null : keyIdOf(reason)
  // Sealed under a key that nobody has: there is nothing better to write in its place.
  if (keyId !== null && !cipher.has(keyId)) return 'broken'
  try {
    const plain = openState(cipher, id, from)
    return { at, from, state: target === null ? plain : sealState(target, id, plain, payload) }
  } catch (error) {
    if (error instanceof BrokenSeal) return 'broken'
    throw error
  }
}

const isInForm = (state: string, target: Sealing | null): boolean => {
  const { payload, reason } = JSON.parse(state) as Sealable
  const isReasonDone = reason === null || keyIdOf(reason) === (target?.cipher.keyId ?? null)
  return isReasonDone && (target === null ? marksOf(payload).length === 0 : isSealedAsAsked(payload, target))
}
