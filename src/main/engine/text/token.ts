/** A term and the stretch of the original text that it came from, in UTF-16 code units, end exclusive. */
export interface Token {
  readonly term: string
  readonly start: number
  readonly end: number
}
