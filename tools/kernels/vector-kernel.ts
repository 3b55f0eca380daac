// @ts-nocheck: this is AssemblyScript, whose types are those of WebAssembly.
//
// The SIMD kernel of the exact vector index; src/main/engine/vectors/kernel-memory.ts says what each function does.
// After a change: `npm --prefix tools/kernels ci && npm --prefix tools/kernels run build`.

/** Four rows share each load of the query: with less, loading it would take longer than the products. */
export function scanCodes(query: usize, codes: usize, rows: i32, width: i32, sums: usize): void {
  const end = query + ((<usize>width) << 1)
  for (let row = 0; row < rows; row += 4) {
    let a = codes
    let b = a + width
    let c = b + width
    let d = c + width
    let sumA = i32x4.splat(0)
    let sumB = sumA
    let sumC = sumA
    let sumD = sumA
    for (let q = query; q < end; q += 32) {
      const left = v128.load(q)
      const right = v128.load(q, 16)
      sumA = i32x4.add(sumA, i32x4.dot_i16x8_s(left, v128.load8x8_s(a)))
      sumB = i32x4.add(sumB, i32x4.dot_i16x8_s(left, v128.load8x8_s(b)))
      sumC = i32x4.add(sumC, i32x4.dot_i16x8_s(left, v128.load8x8_s(c)))
      sumD = i32x4.add(sumD, i32x4.dot_i16x8_s(left, v128.load8x8_s(d)))
      sumA = i32x4.add(sumA, i32x4.dot_i16x8_s(right, v128.load8x8_s(a, 8)))
      sumB = i32x4.add(sumB, i32x4.dot_i16x8_s(right, v128.load8x8_s(b, 8)))
      sumC = i32x4.add(sumC, i32x4.dot_i16x8_s(right, v128.load8x8_s(c, 8)))
      sumD = i32x4.add(sumD, i32x4.dot_i16x8_s(right, v128.load8x8_s(d, 8)))
      a += 16
      b += 16
      c += 16
      d += 16
    }
    v128.store(sums, sumsOfLanes(sumA, sumB, sumC, sumD))
    codes += (<usize>width) << 2
    sums += 16
  }
}

/** [sum of a's lanes, of b's, of c's, of d's]: a transposition of 4 x 4 and three additions. */
function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 1, 4, 5), v128.shuffle<i32>(a, b, 2, 3, 6, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 1, 4, 5), v128.shuffle<i32>(c, d, 2, 3, 6, 7))
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 2, 4, 6), v128.shuffle<i32>(ab, cd, 1, 3, 5, 7))
}

/** The order of the additions is part of the promise: other kernels give the same bits. */
export function dotRows(query: usize, addresses: usize, count: i32, width: i32, scores: usize): void {
  const end = query + ((<usize>width) << 3)
  for (let i = 0; i < count; i++) {
    let row = <usize>load<u32>(addresses)
    let s01 = f64x2.splat(0)
    let s23 = s01
    let s45 = s01
    let s67 = s01
    for (let q = query; q < end; q += 64) {
      s01 = f64x2.add(s01, f64x2.mul(v128.load(q), pair(row)))
      s23 = f64x2.add(s23, f64x2.mul(v128.load(q, 16), pair(row + 8)))
      s45 = f64x2.add(s45, f64x2.mul(v128.load(q, 32), pair(row + 16)))
      s67 = f64x2.add(s67, f64x2.mul(v128.load(q, 48), pair(row + 24)))
      row += 32
    }
    const sum = f64x2.add(f64x2.add(s01, s45), f64x2.add(s23, s67))
    store<f64>(scores, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1))
    addresses += 4
    scores += 8
  }
}

/** Two float32 as float64. */
function pair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address))
}
