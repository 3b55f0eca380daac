const SWEEPS = 60

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array
  /** Column-major: vector `i` stands from `i * size` on. */
  readonly vectors: Float64Array
}

/** Eigenvalues and vectors of a small symmetric matrix, row-major, by Jacobi's rotations (Golub and Van Loan, 8.5). */
export const symmetricEigen = (matrix: Float64Array, size: number): Eigen => {
  const a = matrix.slice()
  const v = new Float64Array(size * size)
  for (let i = 0; i < size; i++) v[i * size + i] = 1
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, size) > 0; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, { size, p, q })
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]!)
  const values = Float64Array.from(order, (i) => a[i * size + i]!)
  const vectors = new Float64Array(size * size)
  for (const [to, from] of order.entries()) {
    for (let row = 0; row < size; row++) vectors[to * size + row] = v[row * size + from]!
  }
  return { values, vectors }
}

/** Squares beside the diagonal; 0 where they are nothing beside it. */
const offDiagonal = (a: Float64Array, size: number): number => {
  let [off, on] = [0, 0]
  for (let p = 0; p < size; p++) {
    on += a[p * size + p]! ** 2
    for (let q = p + 1; q < size; q++) off += a[p * size + q]! ** 2
  }
  return off > on * 1e-28 ? off : 0
}

interface Turn {
  readonly size: number
  readonly p: number
  readonly q: number
}

const rotate = (a: Float64Array, v: Float64Array, { size, p, q }: Turn): void => {
  const between = a[p * size + q]!
  if (between === 0) return
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * between)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.hypot(t, 1)
  const s = t * c
  for (let i = 0; i < size; i++) turn(a, i * size + p, i * size + q, c, s)
  for (let i = 0; i < size; i++) turn(a, p * size + i, q * size + i, c, s)
  for (let i = 0; i < size; i++) turn(v, i * size + p, i * size + q, c, s)
}

const turn = (m: Float64Array, at: number, to: number, c: number, s: number): void => {
  const [x, y] = [m[at]!, m[to]!]
  m[at] = c * x - s * y
  m[to] = s * x + c * y
}
