/** Rows of 4-bit cells; value = (cell - 8) * scale of the row. */
export interface QuantisedRows {
  /** [rows] */
  readonly scales: Float32Array
  /** [rows x dimension / 2], low half first */
  readonly cells: Uint8Array
}

const largestCell = 7

/** Sixteen steps a row, as wide as its largest value needs. */
export const quantise = (table: Float32Array, dimension: number): QuantisedRows => {
  const scales = new Float32Array(table.length / dimension)
  const cells = new Uint8Array(table.length / 2)
  scales.forEach((_, row) => {
    const values = table.subarray(row * dimension, (row + 1) * dimension)
    const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    const scale = largest / largestCell || 1
    const cellOf = (value: number): number => Math.round(value / scale) + 8
    scales[row] = scale
    for (let i = 0; i < dimension; i += 2) {
      cells[(row * dimension + i) / 2] = cellOf(values[i]!) | (cellOf(values[i + 1]!) << 4)
    }
  })
  return { scales, cells }
}
