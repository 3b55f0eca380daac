import { type Port, PortClosed } from './port.ts'

export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  /** Nobody answers; it is tried again in so many milliseconds from the moment this is told. */
  | { readonly state: 'offline'; readonly retryInMs: number }
  /** Somebody answers and does not let us in: trying again is of no use until the user does something. */
  | { readonly state: 'refused' }
  | { readonly state: 'closed' }

/** Thrown by `open` where it is of no use to try again. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused'
}

interface Timers {
  set(callback: () => void, ms: number): unknown
  clear(timer: unknown): void
}

export interface ReconnectingOptions {
  /** Makes one connection, or rejects. */
  open(): Promise<Port>
  onState(state: ConnectionState): void
  readonly timers: Timers
  /** In [0, 1). */
  random(): number
}

export interface ReconnectingPort extends Port {
  /** Tries at once instead of waiting: the user asked, or the network came back. */
  retryNow(): void
}

const FIRST_DELAY = 300
const LAST_DELAY = 10_000
const MAX_WAITING = 256

/** Doubles up to ten seconds; half of it by chance, so that many windows do not come back at the same moment. */
const delayOf = (attempt: number, random: number): number =>
  Math.round(Math.min(LAST_DELAY, FIRST_DELAY * 2 ** attempt) * (0.5 + random / 2))

/**
 * A port that opens itself anew. What is posted while it connects waits for the connection; what is posted while it is
 * offline is refused at once. A loss is told to the close listeners each time, so open calls end and none is repeated:
 * whether a write was done before the loss is for its caller to find out.
 */
export const createReconnectingPort = (options: ReconnectingOptions): ReconnectingPort => {
  const { timers, random } = options
  const onMessage = new Set<(message: unknown) => void>()
  const onClose = new Set<() => void>()
  let now: ConnectionState = { state: 'connecting' }
  let port: Port | undefined
  let waiting: unknown[] = []
  let attempt = 0
  let timer: unknown

  const become = (next: ConnectionState): void => {
    now = next
    options.onState(next)
  }

  const lose = (error?: unknown): void => {
    if (now.state === 'closed') return
    port = undefined
    waiting = []
    if (error instanceof ConnectionRefused) become({ state: 'refused' })
    else {
      const retryInMs = delayOf(attempt++, random())
      timer = timers.set(dial, retryInMs)
      become({ state: 'offline', retryInMs })
    }
    for (const listener of onClose) listener()
  }

  const take = (opened: Port): void => {
    if (now.state === 'closed') {
      opened.close()
      return
    }
    port = opened
    opened.onMessage((message) => {
      // Not the connection but the first word proves that somebody sound is there.
      attempt = 0
      for (const listener of onMessage) listener(message)
    })
    become({ state: 'open' })
    try {
      for (const message of waiting.splice(0)) opened.post(message)
    } catch {
      // Its caller is told by the loss; a later try of the same is refused to its face.
      opened.close()
    }
    opened.onClose(lose)
  }

  const dial = (): void => {
    timers.clear(timer)
    become({ state: 'connecting' })
    options.open().then(take).catch(lose)
  }

  dial()
  return {
    onMessage: (listener) => void onMessage.add(listener),
    onClose: (listener) => void onClose.add(listener),
    post: (message) => {
      if (port) port.post(message)
      else if (now.state === 'connecting' && waiting.length < MAX_WAITING) waiting.push(message)
      else throw new PortClosed()
    },
    retryNow: () => {
      if (now.state === 'offline' || now.state === 'refused') dial()
    },
    close: () => {
      if (now.state === 'closed') return
      timers.clear(timer)
      become({ state: 'closed' })
      port?.close()
      port = undefined
      for (const listener of onClose) listener()
    },
  }
}
