/** Number of rows that both kernels take at a time; what they multiply has a multiple of it. */
export const block = 4

// Both kernels keep several sums in flight and use what they load more than once: V8 does neither by itself, and
// nearly all of the training's time is spent here. Sums run in one fixed order, so results are the same everywhere.

/** out[i, j] = a[i] . b[j] for `rows` rows each of `length` cells, row-major. */
export const dotRows = (
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  rows: number,
  length: number,
): void => {
  for (let i = 0; i < rows; i += block) {
    const a0 = i * length
    const a1 = a0 + length
    const a2 = a1 + length
    const a3 = a2 + length
    for (let j = 0; j < rows; j += 2) {
      const b0 = j * length
      const b1 = b0 + length
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      let t0 = 0
      let t1 = 0
      let t2 = 0
      let t3 = 0
      for (let k = 0; k < length; k++) {
        const y0 = b[b0 + k]!
        const y1 = b[b1 + k]!
        const x0 = a[a0 + k]!
        const x1 = a[a1 + k]!
        const x2 = a[a2 + k]!
        const x3 = a[a3 + k]!
        s0 += x0 * y0
        s1 += x1 * y0
        s2 += x2 * y0
        s3 += x3 * y0
        t0 += x0 * y1
        t1 += x1 * y1
        t2 += x2 * y1
        t3 += x3 * y1
      }
      out.set([s0, t0], i * rows + j)
      out.set([s1, t1], (i + 1) * rows + j)
      out.set([s2, t2], (i + 2) * rows + j)
      out.set([s3, t3], (i + 3) * rows + j)
    }
  }
}

/**
 * out[i] = sum over j of weight(i, j) * b[j], where weight(i, j) is weights[i * stepI + j * stepJ]: a matrix or, with
 * the steps exchanged, its transpose. Weights below `negligible` are skipped.
 */
export const addRows = (
  weights: Float32Array,
  [stepI, stepJ]: readonly [number, number],
  b: Float32Array,
  out: Float32Array,
  {
    rows,
    length,
    negligible,
  }: { readonly rows: number; readonly length: number; readonly negligible: number },
): void => {
  const chosen = new Int32Array(rows + block)
  const factors = new Float64Array(rows + block)
  out.fill(0)
  for (let i = 0; i < rows; i++) {
    let count = 0
    for (let j = 0; j < rows; j++) {
      const weight = weights[i * stepI + j * stepJ]!
      if (Math.abs(weight) < negligible) continue
      chosen[count] = j * length
      factors[count++] = weight
    }
    // Fill up the last block with a row that counts nothing.
    for (let j = count; j < count + block; j++) factors[j] = 0
    const at = i * length
    for (let j = 0; j < count; j += block) {
      const f0 = factors[j]!
      const f1 = factors[j + 1]!
      const f2 = factors[j + 2]!
      const f3 = factors[j + 3]!
      const b0 = chosen[j]!
      const b1 = chosen[j + 1]!
      const b2 = chosen[j + 2]!
      const b3 = chosen[j + 3]!
      for (let k = 0; k < length; k++) {
        out[at + k] = out[at + k]! + f0 * b[b0 + k]! + f1 * b[b1 + k]! + f2 * b[b2 + k]! + f3 * b[b3 + k]!
      }
    }
  }
}
