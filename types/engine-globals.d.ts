/**
 * The few globals that browsers, Node and workers share and that the engine may use. The engine is compiled against
 * these alone, without Node's types and without the DOM's, so that reaching for more does not compile.
 */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare class TextEncoder {
  encode(text: string): Uint8Array
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number }
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { readonly ignoreBOM?: boolean })
  decode(bytes: Uint8Array): string
}

declare function atob(base64: string): string

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
