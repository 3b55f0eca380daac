/** What came of asking a store once. */
export interface ConnectionTrial {
  /** Host and port. */
  readonly name: string
  readonly version: string | null
  /** What one answer took, once connected. */
  readonly milliseconds: number | null
  readonly isWritable: boolean | null
  /** What is amiss, as sentences; null where it can be used. */
  readonly problem: string | null
  /** What can be used and may be unwise. */
  readonly notes: readonly string[]
}
