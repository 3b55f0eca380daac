type FaultKind = 'unreachable' | 'rate-limited' | 'misconfigured'

/**
 * An embedder or a language model failed as a whole. The message is a sentence for people that says what to do; it holds no key, no text
 * and nothing of a URL but its host and path (SEC-2).
 */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault'
  readonly kind: FaultKind
  /** Whether the same request may succeed a little later. */
  readonly isPassing: boolean
  /** Milliseconds after which the other side wants to be asked again, if it said so. */
  readonly retryAfter: number | null

  constructor(
    kind: FaultKind,
    message: string,
    { isPassing = false, retryAfter = null }: { isPassing?: boolean; retryAfter?: number | null } = {},
  ) {
    super(message)
    this.kind = kind
    this.isPassing = isPassing
    this.retryAfter = retryAfter
  }
}
