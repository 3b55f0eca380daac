import type { Memory } from '#contract/memory'
import { childrenOf, parseJson } from '../../ui/json-edits.ts'

const MAX = 200

/** `title` of the payload, else the beginning of its text: as a table row shows it. */
export const payloadTitle = ({
  payload,
  text,
  coordinate,
}: Pick<Memory, 'payload' | 'text' | 'coordinate'>): string => {
  const title = childrenOf(parseJson(payload)).find(
    (child) => child.children?.[0]?.value === 'title' && child.children[1]?.type === 'string',
  )
  const own = String(title?.children?.[1]?.value ?? '').trim()
  return (own || text.trim() || coordinate.join(', ')).slice(0, MAX)
}
