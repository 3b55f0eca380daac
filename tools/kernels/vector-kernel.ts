// @ts-nocheck: this is AssemblyScript, whose types are those of WebAssembly.
//
// The SIMD kernel of the exact vector index; src/main/engine/vectors/kernel-memory.ts says what each function does.
// After a change: `npm --prefix tools/kernels ci && npm --prefix tools/kernels run build`.

export function encodeRow(row: usize, codes: usize, width: i32, code: usize): void {
  const end = row + ((<usize>width) << 2)
  let sizes = f32x4.splat(0)
  // Keeps NaN.
  for (let x = row; x < end; x += 16) sizes = f32x4.max(sizes, f32x4.abs(v128.load(x)))
  sizes = f32x4.max(sizes, v128.shuffle<i32>(sizes, sizes, 2, 3, 0, 1))
  const largest = max(f32x4.extract_lane(sizes, 0), f32x4.extract_lane(sizes, 1))
  const scale = <f64>largest / 127
  // Below that its inverse would be infinite: a row of such numbers gets codes of zero.
  const inverse: f32 = largest > 1e-35 ? 127 / largest : 0
  const scales = f64x2.splat(scale)
  const inverses = f32x4.splat(inverse)
  let lost = f64x2.splat(0)
  for (let x = row; x < end; x += 16) {
    const rounded = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(x), inverses)))
    const low = f64x2.sub(pair(x), f64x2.mul(f64x2.convert_low_i32x4_s(rounded), scales))
    const upper = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(rounded, rounded, 2, 3, 0, 1))
    const high = f64x2.sub(pair(x + 8), f64x2.mul(upper, scales))
    lost = f64x2.add(lost, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)))
    const shorts = i16x8.narrow_i32x4_s(rounded, rounded)
    v128.store32_lane(codes, i8x16.narrow_i16x8_s(shorts, shorts), 0)
    codes += 4
  }
  store<f64>(code, scale)
  store<f64>(code, f64x2.extract_lane(lost, 0) + f64x2.extract_lane(lost, 1), 8)
}

/** Four rows share each load of the query: with less, loading it would take longer than the products. */
export function dotCodes(query: usize, addresses: usize, count: i32, width: i32, sums: usize): void {
  const end = query + ((<usize>width) << 1)
  for (let i = 0; i < count; i += 4) {
    let a = <usize>load<u32>(addresses)
    let b = <usize>load<u32>(addresses, 4)
    let c = <usize>load<u32>(addresses, 8)
    let d = <usize>load<u32>(addresses, 12)
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
    addresses += 16
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
