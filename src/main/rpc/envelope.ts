/**
 * What crosses a port. Every call has an id of the caller's and gets exactly one of `value`, `end` and `error`;
 * a stream's `item`s come before it, never more of them than the caller gave credit for.
 *
 *   caller   call ───────────────── more ──── cancel
 *   server         item item item ──────item ──────── end
 */
export type Request =
  | {
      readonly t: 'call'
      readonly id: number
      readonly path: string
      readonly input: unknown
      readonly credit: number
    }
  | { readonly t: 'more'; readonly id: number; readonly credit: number }
  | { readonly t: 'cancel'; readonly id: number }

export type Reply =
  | { readonly t: 'value'; readonly id: number; readonly value: unknown }
  | { readonly t: 'item'; readonly id: number; readonly value: unknown }
  | { readonly t: 'end'; readonly id: number }
  | { readonly t: 'error'; readonly id: number; readonly code: string; readonly data: unknown }

/** Items of a stream that may be on their way or unread: enough to hide a round trip, few enough to hold. */
export const STREAM_WINDOW = 32

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const isCredit = (value: unknown): value is number => isId(value) && value <= 1024

/** The request in a message, or undefined: what comes through a port is anybody's. */
export const readRequest = (message: unknown): Request | undefined => {
  if (!isRecord(message) || !isId(message.id)) return undefined
  const { t, id, path, input, credit } = message
  if (t === 'cancel') return { t, id }
  if (t === 'more' && isCredit(credit)) return { t, id, credit }
  if (t === 'call' && typeof path === 'string' && isCredit(credit ?? 0)) {
    return { t, id, path, input, credit: (credit as number | undefined) ?? 0 }
  }
  return undefined
}

/** The reply in a message, or undefined. */
export const readReply = (message: unknown): Reply | undefined => {
  if (!isRecord(message) || !isId(message.id)) return undefined
  const { t, id, value, code, data } = message
  if (t === 'value' || t === 'item') return { t, id, value }
  if (t === 'end') return { t, id }
  if (t === 'error' && typeof code === 'string') return { t, id, code, data }
  return undefined
}
