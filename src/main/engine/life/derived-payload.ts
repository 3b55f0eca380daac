import type { SealedFields } from '../secrets/sealed-payload.ts'

/**
 * The payload of a memory that is made of others. What it says may come from fields that rest sealed, and then it has to
 * stand in one of those too: words of a secret are the secret (SEC-1).
 */
export const derivedPayload = (
  field: string,
  { text, title = '' }: { readonly text: string; readonly title?: string },
  rest: Readonly<Record<string, unknown>>,
  sealed: SealedFields | null,
): string => {
  const isFree = sealed === null || sealed === '*'
  const name = isFree || sealed.includes(field) ? field : (sealed[0] ?? field)
  const heading = title !== '' && isFree ? { title } : {}
  return JSON.stringify({ ...heading, [name]: text, ...rest })
}
