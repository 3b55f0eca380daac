export interface Clock {
  /** Epoch seconds with fraction. */
  now(): number
  /** Milliseconds of a monotone clock, for durations. */
  elapsed(): number
}

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  error(message: string, details?: Readonly<Record<string, unknown>>): void
}
