/** Where the rows of a data set come from: in one order, which is the same every time. */
export interface RowSource {
  /** Also names its file. */
  readonly name: string
  readonly dimension: number
  /** How many rows there are, or can be made. */
  readonly count: number
  /** Row-major matrices of rows of length 1, one after the other, of any number of rows, for as long as asked. */
  blocks(): AsyncIterable<Float32Array>
}
