import { memoryId } from '../memory/coordinate.ts'
import type { MemoryStore, NamespaceComparison } from '../ports.ts'
import { BrokenSeal, type FieldCipher } from './field-cipher.ts'
import type { Opened } from './opened.ts'
import { openPayload } from './sealed-payload.ts'
import type { RestingPayload, SealedStorage } from './sealed-storage.ts'

type Difference = NamespaceComparison['differences'][number]

const AT_ONCE = 500
const ALL = 2 ** 31 - 1

/**
 * Compares two namespaces whose payloads never rest alike: the same text is sealed with another nonce for each id. So
 * what the store takes for different is opened and compared here.
 */
export const compareOpened = async (
  parts: { store: MemoryStore; storage: SealedStorage; cipher: FieldCipher; opened: Opened },
  names: { readonly left: string; readonly right: string },
  limit: number,
): Promise<NamespaceComparison> => {
  const found = await parts.store.compareNamespaces(names.left, names.right, ALL)
  const isListed = ({ kind }: Difference): boolean => kind === 'different'
  const different = await reallyDifferent(parts, names, found.differences.filter(isListed))
  const listed = [...different, ...found.differences.filter((one) => !isListed(one))].slice(0, limit)
  const ids = listed.map(({ coordinate, kind }) =>
    memoryId(kind === 'only-right' ? names.right : names.left, coordinate),
  )
  const titles = await parts.opened.byIds(ids)
  return {
    ...found,
    different: different.length,
    equal: found.equal + found.different - different.length,
    differences: listed.map((one, i) => ({ ...one, title: titles[i]?.title ?? one.title })),
  }
}

const reallyDifferent = async (
  { storage, cipher }: { storage: SealedStorage; cipher: FieldCipher },
  { left, right }: { readonly left: string; readonly right: string },
  candidates: readonly Difference[],
): Promise<Difference[]> => {
  const different: Difference[] = []
  for (let at = 0; at < candidates.length; at += AT_ONCE) {
    const chunk = candidates.slice(at, at + AT_ONCE)
    const [ours, theirs] = await Promise.all(
      [left, right].map((name) =>
        storage.restingPayloads({ ids: chunk.map(({ coordinate }) => memoryId(name, coordinate)) }),
      ),
    )
    different.push(...chunk.filter((_, i) => !isSame(cipher, ours?.[i], theirs?.[i])))
  }
  return different
}

type Found = RestingPayload | null | undefined

const isSame = (cipher: FieldCipher, a: Found, b: Found): boolean => {
  if (!a || !b || a.type !== b.type || a.importance !== b.importance || a.timestamp !== b.timestamp)
    return false
  try {
    return openPayload(cipher, a.id, a.payload) === openPayload(cipher, b.id, b.payload)
  } catch (error) {
    if (error instanceof BrokenSeal) return false
    throw error
  }
}
