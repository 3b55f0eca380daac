import { Coordinate, NamespaceName } from './memory.ts'

/** A memory that a link means: `soma://memory/security-review/30.857,39.668,2017`. */
export interface LinkedMemory {
  readonly namespace: string
  readonly coordinate: readonly number[]
}

/** The scheme that the desktop app answers to. */
const LINK_SCHEME = 'soma'

/** Longer than any that this app writes: 16 numbers of 24 letters, and a name of 128. */
const LONGEST = 640

/** Nothing else may stand in one: no other host, user, port, query, fragment, escape, or step up. */
const SHAPE = /^soma:\/\/memory\/([A-Za-z0-9._-]{1,128})\/([-+.,0-9e]+)\/?$/
const NUMBER = /^-?\d+(\.\d+)?(e[-+]\d+)?$/

/** The memory of a link, which anybody may have written; null where it is no link to a memory. */
export const parseDeepLink = (text: string): LinkedMemory | null => {
  if (text.length > LONGEST) return null
  const [, namespace = '', numbers = ''] = SHAPE.exec(text) ?? []
  const parts = numbers.split(',')
  if (!NamespaceName.safeParse(namespace).success || !parts.every((part) => NUMBER.test(part))) return null
  const coordinate = Coordinate.safeParse(parts.map(Number))
  return coordinate.success ? { namespace, coordinate: coordinate.data } : null
}

export const formatDeepLink = ({ namespace, coordinate }: LinkedMemory): string =>
  `${LINK_SCHEME}://memory/${namespace}/${coordinate.join(',')}`
