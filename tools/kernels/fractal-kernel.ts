// @ts-nocheck: this is AssemblyScript, whose types are those of WebAssembly.
//
// The SIMD kernel of the fractal index; src/main/engine/fractal/kernel/kernel.ts says what each function does, and
// plain-kernel.ts does the same without SIMD, to the last bit.
// After a change: `npm --prefix tools/kernels ci && npm --prefix tools/kernels run build`.

const blockRows: i32 = 16

// A constant that a loop uses is loaded from here: V8 makes a constant anew at each use, which takes longer than the rest.
const nibbles: usize = 0

export function prepare(): void {
  v128.store(nibbles, i8x16.splat(15))
}

// ---- scores -------------------------------------------------------------------------------------------------------

/** Four rows share each load of the query: with less, loading it would take longer than the products. */
export function dotRows(query: usize, ids: usize, count: i32, width: i32, scores: usize): void {
  const stride = <usize>width << 2
  const end = query + stride
  for (let i = 0; i < count; i += 4) {
    // Beyond the last, the last once more.
    const last = count - 1 - i
    let a = <usize>load<u32>(ids) * stride
    let b = <usize>load<u32>(ids + (<usize>min(1, last) << 2)) * stride
    let c = <usize>load<u32>(ids + (<usize>min(2, last) << 2)) * stride
    let d = <usize>load<u32>(ids + (<usize>min(3, last) << 2)) * stride
    let a0 = f32x4.splat(0)
    let a1 = a0
    let b0 = a0
    let b1 = a0
    let c0 = a0
    let c1 = a0
    let d0 = a0
    let d1 = a0
    for (let q = query; q < end; q += 32) {
      const left = v128.load(q)
      const right = v128.load(q, 16)
      a0 = f32x4.add(a0, f32x4.mul(left, v128.load(a)))
      b0 = f32x4.add(b0, f32x4.mul(left, v128.load(b)))
      c0 = f32x4.add(c0, f32x4.mul(left, v128.load(c)))
      d0 = f32x4.add(d0, f32x4.mul(left, v128.load(d)))
      a1 = f32x4.add(a1, f32x4.mul(right, v128.load(a, 16)))
      b1 = f32x4.add(b1, f32x4.mul(right, v128.load(b, 16)))
      c1 = f32x4.add(c1, f32x4.mul(right, v128.load(c, 16)))
      d1 = f32x4.add(d1, f32x4.mul(right, v128.load(d, 16)))
      a += 32
      b += 32
      c += 32
      d += 32
    }
    const sums = sumsOfLanes(f32x4.add(a0, a1), f32x4.add(b0, b1), f32x4.add(c0, c1), f32x4.add(d0, d1))
    if (last >= 3) v128.store(scores, sums)
    else {
      store<f32>(scores, f32x4.extract_lane(sums, 0))
      if (last > 0) store<f32>(scores, f32x4.extract_lane(sums, 1), 4)
      if (last > 1) store<f32>(scores, f32x4.extract_lane(sums, 2), 8)
    }
    ids += 16
    scores += 16
  }
}

/** Two queries with two rows at a time: each load of a row serves both, where rows come from farther than the first cache. */
export function dotRowsTwice(
  query: usize,
  other: usize,
  ids: usize,
  count: i32,
  width: i32,
  scores: usize,
  otherScores: usize,
): void {
  const stride = <usize>width << 2
  for (let i = 0; i < count; i += 2) {
    // Beyond the last, the last once more.
    const isPair = i + 1 < count
    let a = <usize>load<u32>(ids) * stride
    let b = isPair ? <usize>load<u32>(ids, 4) * stride : a
    let a0 = f32x4.splat(0)
    let a1 = a0
    let b0 = a0
    let b1 = a0
    let c0 = a0
    let c1 = a0
    let d0 = a0
    let d1 = a0
    for (let at: usize = 0; at < stride; at += 32) {
      const left = v128.load(query + at)
      const right = v128.load(query + at, 16)
      const otherLeft = v128.load(other + at)
      const otherRight = v128.load(other + at, 16)
      let first = v128.load(a + at)
      let second = v128.load(a + at, 16)
      a0 = f32x4.add(a0, f32x4.mul(left, first))
      a1 = f32x4.add(a1, f32x4.mul(right, second))
      c0 = f32x4.add(c0, f32x4.mul(otherLeft, first))
      c1 = f32x4.add(c1, f32x4.mul(otherRight, second))
      first = v128.load(b + at)
      second = v128.load(b + at, 16)
      b0 = f32x4.add(b0, f32x4.mul(left, first))
      b1 = f32x4.add(b1, f32x4.mul(right, second))
      d0 = f32x4.add(d0, f32x4.mul(otherLeft, first))
      d1 = f32x4.add(d1, f32x4.mul(otherRight, second))
    }
    const sums = sumsOfLanes(f32x4.add(a0, a1), f32x4.add(b0, b1), f32x4.add(c0, c1), f32x4.add(d0, d1))
    store<f32>(scores, f32x4.extract_lane(sums, 0))
    store<f32>(otherScores, f32x4.extract_lane(sums, 2))
    if (isPair) {
      store<f32>(scores, f32x4.extract_lane(sums, 1), 4)
      store<f32>(otherScores, f32x4.extract_lane(sums, 3), 4)
    }
    ids += 8
    scores += 8
    otherScores += 8
  }
}

/** [sum of a's lanes, of b's, of c's, of d's], each (0 + 2) + (1 + 3). */
@inline
function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7))
}

export function dotRowsExactly(query: usize, ids: usize, count: i32, width: i32, scores: usize): void {
  const stride = <usize>width << 2
  const end = query + stride
  for (let i = 0; i < count; i++) {
    let row = <usize>load<u32>(ids) * stride
    let s01 = f64x2.splat(0)
    let s23 = s01
    let s45 = s01
    let s67 = s01
    for (let q = query; q < end; q += 32) {
      s01 = f64x2.add(s01, f64x2.mul(pair(q), pair(row)))
      s23 = f64x2.add(s23, f64x2.mul(pair(q + 8), pair(row + 8)))
      s45 = f64x2.add(s45, f64x2.mul(pair(q + 16), pair(row + 16)))
      s67 = f64x2.add(s67, f64x2.mul(pair(q + 24), pair(row + 24)))
      row += 32
    }
    const sum = f64x2.add(f64x2.add(s01, s45), f64x2.add(s23, s67))
    store<f64>(scores, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1))
    ids += 4
    scores += 8
  }
}

/** Two float32 as float64. */
@inline
function pair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address))
}

/** Length of a short row, but for rounding: sums of products of two of them need 31 bits. */
const shortLength: f32 = 32767

export function shortenRows(ids: usize, count: i32, width: i32, to: usize, lengths: usize): void {
  const stride = <usize>width << 2
  const half = f32x4.splat(0.5)
  for (let i = 0; i < count; i++) {
    const row = <usize>load<u32>(ids) * stride
    const end = row + stride
    let a = f32x4.splat(0)
    let b = a
    for (let at = row; at < end; at += 32) {
      const left = v128.load(at)
      const right = v128.load(at, 16)
      a = f32x4.add(a, f32x4.mul(left, left))
      b = f32x4.add(b, f32x4.mul(right, right))
    }
    a = f32x4.add(a, b)
    a = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1))
    const length = sqrt<f32>(f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1))
    store<f32>(lengths, length)
    const scale = f32x4.splat(length > 0 ? shortLength / length : 0)
    for (let at = row; at < end; at += 32) {
      v128.store(to, i16x8.narrow_i32x4_s(rounded(v128.load(at), scale, half), rounded(v128.load(at, 16), scale, half)))
      to += 16
    }
    ids += 4
    lengths += 4
  }
}

@inline
function rounded(value: v128, scale: v128, half: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(f32x4.mul(value, scale), half)))
}

/** Four rows with two queries at a time: then products take longer than loads. */
export function dotShortRowsTwice(
  query: usize,
  other: usize,
  ids: usize,
  count: i32,
  width: i32,
  scores: usize,
  otherScores: usize,
): void {
  const stride = <usize>width << 1
  for (let i = 0; i < count; i += 4) {
    // Beyond the last, the last once more.
    const last = count - 1 - i
    const a = <usize>load<u32>(ids) * stride
    const b = <usize>load<u32>(ids + (<usize>min(1, last) << 2)) * stride
    const c = <usize>load<u32>(ids + (<usize>min(2, last) << 2)) * stride
    const d = <usize>load<u32>(ids + (<usize>min(3, last) << 2)) * stride
    let a0 = i32x4.splat(0)
    let a1 = a0
    let b0 = a0
    let b1 = a0
    let c0 = a0
    let c1 = a0
    let d0 = a0
    let d1 = a0
    for (let at: usize = 0; at < stride; at += 16) {
      const left = v128.load(query + at)
      const right = v128.load(other + at)
      let row = v128.load(a + at)
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(left, row))
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(right, row))
      row = v128.load(b + at)
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(left, row))
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(right, row))
      row = v128.load(c + at)
      c0 = i32x4.add(c0, i32x4.dot_i16x8_s(left, row))
      c1 = i32x4.add(c1, i32x4.dot_i16x8_s(right, row))
      row = v128.load(d + at)
      d0 = i32x4.add(d0, i32x4.dot_i16x8_s(left, row))
      d1 = i32x4.add(d1, i32x4.dot_i16x8_s(right, row))
    }
    storeFirst(scores, last, wholeSumsOfLanes(a0, b0, c0, d0))
    storeFirst(otherScores, last, wholeSumsOfLanes(a1, b1, c1, d1))
    ids += 16
    scores += 16
    otherScores += 16
  }
}

/** [sum of a's lanes, of b's, of c's, of d's]. */
@inline
function wholeSumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 1, 4, 5), v128.shuffle<i32>(a, b, 2, 3, 6, 7))
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 1, 4, 5), v128.shuffle<i32>(c, d, 2, 3, 6, 7))
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 2, 4, 6), v128.shuffle<i32>(ab, cd, 1, 3, 5, 7))
}

/** Stores the first of four, up to `last`. */
@inline
function storeFirst(to: usize, last: i32, four: v128): void {
  if (last >= 3) return v128.store(to, four)
  store<i32>(to, i32x4.extract_lane(four, 0))
  if (last > 0) store<i32>(to, i32x4.extract_lane(four, 1), 4)
  if (last > 1) store<i32>(to, i32x4.extract_lane(four, 2), 8)
}

export function addRow(sum: usize, row: usize, width: i32): void {
  const end = row + (<usize>width << 2)
  while (row < end) {
    v128.store(sum, f32x4.add(v128.load(sum), v128.load(row)))
    v128.store(sum, f32x4.add(v128.load(sum, 16), v128.load(row, 16)), 16)
    sum += 32
    row += 32
  }
}

// ---- packed rows --------------------------------------------------------------------------------------------------

@inline
function packedColumns(width: i32): usize {
  return <usize>((width + 15) & ~15)
}

/** Added and taken away again, it leaves a whole number: the nearest, of two the even one. */
const rounding: f32 = 12582912

export function packRow(row: usize, width: i32, packed: usize): void {
  const columns = packedColumns(width)
  const end = packed + <usize>width
  let largest4 = f32x4.splat(0)
  for (let from = row; from < row + (<usize>width << 2); from += 16) {
    largest4 = f32x4.pmax(largest4, f32x4.abs(v128.load(from)))
  }
  largest4 = f32x4.pmax(largest4, v128.shuffle<f32>(largest4, largest4, 2, 3, 0, 1))
  largest4 = f32x4.pmax(largest4, v128.shuffle<f32>(largest4, largest4, 1, 0, 3, 2))
  const largest = f32x4.extract_lane(largest4, 0)
  const isNothing = largest < 1e-30
  const scale: f32 = isNothing ? 0 : largest / 127
  const inverse: f32 = isNothing ? 0 : 127 / largest
  const scales = f32x4.splat(scale)
  const inverses = f32x4.splat(inverse)
  const roundings = f32x4.splat(rounding)
  let low = f32x4.splat(0)
  let high = low
  let to = packed
  for (; to < end; to += 8) {
    const left = v128.load(row)
    const right = v128.load(row, 16)
    const wholeLeft = f32x4.sub(f32x4.add(f32x4.mul(left, inverses), roundings), roundings)
    const wholeRight = f32x4.sub(f32x4.add(f32x4.mul(right, inverses), roundings), roundings)
    const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(wholeLeft), i32x4.trunc_sat_f32x4_s(wholeRight))
    store<i64>(to, i64x2.extract_lane(i8x16.narrow_i16x8_s(words, words), 0))
    const errorLeft = f32x4.sub(left, f32x4.mul(scales, wholeLeft))
    const errorRight = f32x4.sub(right, f32x4.mul(scales, wholeRight))
    low = f32x4.add(low, f32x4.mul(errorLeft, errorLeft))
    high = f32x4.add(high, f32x4.mul(errorRight, errorRight))
    row += 32
  }
  if (to < packed + columns) store<i64>(to, 0)
  const sum = f32x4.add(low, high)
  const sums = sumsOfLanes(sum, sum, sum, sum)
  store<f32>(packed + columns, scale)
  store<f32>(packed + columns, sqrt<f32>(f32x4.extract_lane(sums, 0)), 4)
}

export function unpackRow(packed: usize, width: i32, row: usize): void {
  const scales = f32x4.splat(load<f32>(packed + packedColumns(width)))
  for (const end = packed + <usize>width; packed < end; packed += 8) {
    const words = i16x8.extend_low_i8x16_s(v128.load64_zero(packed))
    v128.store(row, f32x4.mul(scales, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(words))))
    v128.store(row, f32x4.mul(scales, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(words))), 16)
    row += 32
  }
}

/** Whole numbers, so their sums are the same in any order. Four rows share each load of the query. */
export function dotPackedRows(query: usize, ids: usize, count: i32, width: i32, scores: usize): void {
  const columns = packedColumns(width)
  const stride = columns + 16
  const step = load<f32>(query + (columns << 1))
  for (let i = 0; i < count; i += 4) {
    // Beyond the last, the last once more.
    const last = count - 1 - i
    const a = <usize>load<u32>(ids) * stride
    const b = <usize>load<u32>(ids + (<usize>min(1, last) << 2)) * stride
    const c = <usize>load<u32>(ids + (<usize>min(2, last) << 2)) * stride
    const d = <usize>load<u32>(ids + (<usize>min(3, last) << 2)) * stride
    let sumA = i32x4.splat(0)
    let sumB = sumA
    let sumC = sumA
    let sumD = sumA
    for (let at: usize = 0; at < columns; at += 16) {
      const left = v128.load(query + (at << 1))
      const right = v128.load(query + (at << 1), 16)
      sumA = i32x4.add(sumA, productsOf(left, right, v128.load(a + at)))
      sumB = i32x4.add(sumB, productsOf(left, right, v128.load(b + at)))
      sumC = i32x4.add(sumC, productsOf(left, right, v128.load(c + at)))
      sumD = i32x4.add(sumD, productsOf(left, right, v128.load(d + at)))
    }
    store<f32>(scores, scoreOf(sumA, step, a + columns))
    if (last > 0) store<f32>(scores, scoreOf(sumB, step, b + columns), 4)
    if (last > 1) store<f32>(scores, scoreOf(sumC, step, c + columns), 8)
    if (last > 2) store<f32>(scores, scoreOf(sumD, step, d + columns), 12)
    ids += 16
    scores += 16
  }
}

@inline
function productsOf(left: v128, right: v128, row: v128): v128 {
  return i32x4.add(
    i32x4.dot_i16x8_s(left, i16x8.extend_low_i8x16_s(row)),
    i32x4.dot_i16x8_s(right, i16x8.extend_high_i8x16_s(row)),
  )
}

@inline
function scoreOf(sums: v128, step: f32, scale: usize): f32 {
  const sum = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1))
  const whole = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1)
  return <f32>whole * (step * load<f32>(scale))
}

// ---- codes --------------------------------------------------------------------------------------------------------

export function squareWords(codebook: usize, subspaces: i32, columns: usize, width: i32): void {
  let squares = codebook + (<usize>width << 6)
  for (let m = 0; m < subspaces; m++) {
    const count = <i32>load<u8>(columns + m)
    for (let words: usize = 0; words < 64; words += 16) {
      let sum = f32x4.splat(0)
      for (let c = 0; c < count; c++) {
        const word = v128.load(codebook + (<usize>c << 6) + words)
        sum = f32x4.add(sum, f32x4.mul(word, word))
      }
      v128.store(squares + words, sum)
    }
    codebook += <usize>count << 6
    squares += 64
  }
}

export function encode(
  row: usize,
  centroid: usize,
  reach: f32,
  codebook: usize,
  subspaces: i32,
  columns: usize,
  width: i32,
  weight: f32,
  scratch: usize,
  code: usize,
): void {
  const rowBytes = <usize>width << 2
  const products = scratch + rowBytes
  const costs = products + (<usize>subspaces << 6)
  const words = costs + (<usize>subspaces << 6)
  let along = writeResidual(row, centroid, reach, rowBytes, scratch)
  let squares = codebook + (rowBytes << 4)
  let at: usize = 0
  for (let m = 0; m < subspaces; m++) {
    const product = products + (<usize>m << 6)
    const cost = costs + (<usize>m << 6)
    const end = at + (<usize>load<u8>(columns + m) << 2)
    let book = codebook + (at << 4)
    let r = v128.load32_splat(scratch + at)
    let x = v128.load32_splat(row + at)
    let w = v128.load(book)
    let p0 = f32x4.mul(r, w)
    let q0 = f32x4.mul(x, w)
    w = v128.load(book, 16)
    let p1 = f32x4.mul(r, w)
    let q1 = f32x4.mul(x, w)
    w = v128.load(book, 32)
    let p2 = f32x4.mul(r, w)
    let q2 = f32x4.mul(x, w)
    w = v128.load(book, 48)
    let p3 = f32x4.mul(r, w)
    let q3 = f32x4.mul(x, w)
    for (at += 4; at < end; at += 4) {
      book += 64
      r = v128.load32_splat(scratch + at)
      x = v128.load32_splat(row + at)
      w = v128.load(book)
      p0 = f32x4.add(p0, f32x4.mul(r, w))
      q0 = f32x4.add(q0, f32x4.mul(x, w))
      w = v128.load(book, 16)
      p1 = f32x4.add(p1, f32x4.mul(r, w))
      q1 = f32x4.add(q1, f32x4.mul(x, w))
      w = v128.load(book, 32)
      p2 = f32x4.add(p2, f32x4.mul(r, w))
      q2 = f32x4.add(q2, f32x4.mul(x, w))
      w = v128.load(book, 48)
      p3 = f32x4.add(p3, f32x4.mul(r, w))
      q3 = f32x4.add(q3, f32x4.mul(x, w))
    }
    v128.store(product, q0)
    v128.store(product, q1, 16)
    v128.store(product, q2, 32)
    v128.store(product, q3, 48)
    const word = writeCosts(cost, squares, p0, p1, p2, p3)
    store<u8>(words + m, word)
    along -= load<f32>(product + (<usize>word << 2))
    squares += 64
  }
  if (weight > 0) {
    const weights = f32x4.splat(weight)
    for (let m = 0; m < subspaces; m++) {
      const product = products + (<usize>m << 6)
      const rest = along + load<f32>(product + (<usize>load<u8>(words + m) << 2))
      const word = cheapestWord(costs + (<usize>m << 6), product, weights, f32x4.splat(rest))
      store<u8>(words + m, word)
      along = rest - load<f32>(product + (<usize>word << 2))
    }
  }
  writeCode(words, subspaces, code)
}

/** Two chains of words, each of which waits for the one before, take little longer than one. */
export function encodeTwice(
  row: usize,
  centroid: usize,
  reach: f32,
  otherCentroid: usize,
  otherReach: f32,
  codebook: usize,
  subspaces: i32,
  columns: usize,
  width: i32,
  weight: f32,
  scratch: usize,
  code: usize,
  otherCode: usize,
): void {
  const rowBytes = <usize>width << 2
  const others = scratch + rowBytes
  const products = others + rowBytes
  const costs = products + (<usize>subspaces << 6)
  const otherCosts = costs + (<usize>subspaces << 6)
  const words = otherCosts + (<usize>subspaces << 6)
  const otherWords = words + subspaces
  let along = writeResidual(row, centroid, reach, rowBytes, scratch)
  let otherAlong = writeResidual(row, otherCentroid, otherReach, rowBytes, others)
  let squares = codebook + (rowBytes << 4)
  let at: usize = 0
  for (let m = 0; m < subspaces; m++) {
    const product = products + (<usize>m << 6)
    const end = at + (<usize>load<u8>(columns + m) << 2)
    let book = codebook + (at << 4)
    let r = v128.load32_splat(scratch + at)
    let o = v128.load32_splat(others + at)
    let x = v128.load32_splat(row + at)
    let w = v128.load(book)
    let p0 = f32x4.mul(r, w)
    let o0 = f32x4.mul(o, w)
    let q0 = f32x4.mul(x, w)
    w = v128.load(book, 16)
    let p1 = f32x4.mul(r, w)
    let o1 = f32x4.mul(o, w)
    let q1 = f32x4.mul(x, w)
    w = v128.load(book, 32)
    let p2 = f32x4.mul(r, w)
    let o2 = f32x4.mul(o, w)
    let q2 = f32x4.mul(x, w)
    w = v128.load(book, 48)
    let p3 = f32x4.mul(r, w)
    let o3 = f32x4.mul(o, w)
    let q3 = f32x4.mul(x, w)
    for (at += 4; at < end; at += 4) {
      book += 64
      r = v128.load32_splat(scratch + at)
      o = v128.load32_splat(others + at)
      x = v128.load32_splat(row + at)
      w = v128.load(book)
      p0 = f32x4.add(p0, f32x4.mul(r, w))
      o0 = f32x4.add(o0, f32x4.mul(o, w))
      q0 = f32x4.add(q0, f32x4.mul(x, w))
      w = v128.load(book, 16)
      p1 = f32x4.add(p1, f32x4.mul(r, w))
      o1 = f32x4.add(o1, f32x4.mul(o, w))
      q1 = f32x4.add(q1, f32x4.mul(x, w))
      w = v128.load(book, 32)
      p2 = f32x4.add(p2, f32x4.mul(r, w))
      o2 = f32x4.add(o2, f32x4.mul(o, w))
      q2 = f32x4.add(q2, f32x4.mul(x, w))
      w = v128.load(book, 48)
      p3 = f32x4.add(p3, f32x4.mul(r, w))
      o3 = f32x4.add(o3, f32x4.mul(o, w))
      q3 = f32x4.add(q3, f32x4.mul(x, w))
    }
    v128.store(product, q0)
    v128.store(product, q1, 16)
    v128.store(product, q2, 32)
    v128.store(product, q3, 48)
    const word = writeCosts(costs + (<usize>m << 6), squares, p0, p1, p2, p3)
    const otherWord = writeCosts(otherCosts + (<usize>m << 6), squares, o0, o1, o2, o3)
    store<u8>(words + m, word)
    store<u8>(otherWords + m, otherWord)
    along -= load<f32>(product + (<usize>word << 2))
    otherAlong -= load<f32>(product + (<usize>otherWord << 2))
    squares += 64
  }
  if (weight > 0) {
    const weights = f32x4.splat(weight)
    for (let m = 0; m < subspaces; m++) {
      const product = products + (<usize>m << 6)
      const rest = along + load<f32>(product + (<usize>load<u8>(words + m) << 2))
      const otherRest = otherAlong + load<f32>(product + (<usize>load<u8>(otherWords + m) << 2))
      const word = cheapestWord(costs + (<usize>m << 6), product, weights, f32x4.splat(rest))
      const otherWord = cheapestWord(otherCosts + (<usize>m << 6), product, weights, f32x4.splat(otherRest))
      store<u8>(words + m, word)
      store<u8>(otherWords + m, otherWord)
      along = rest - load<f32>(product + (<usize>word << 2))
      otherAlong = otherRest - load<f32>(product + (<usize>otherWord << 2))
    }
  }
  writeCode(words, subspaces, code)
  writeCode(otherWords, subspaces, otherCode)
}

/** Writes how a row differs from a centroid. @returns the product of the row and that */
@inline
function writeResidual(row: usize, centroid: usize, reach: f32, bytes: usize, to: usize): f32 {
  const reaches = f32x4.splat(reach)
  let sum = f32x4.splat(0)
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(row + i)
    const r = f32x4.sub(x, f32x4.mul(reaches, v128.load(centroid + i)))
    v128.store(to + i, r)
    sum = f32x4.add(sum, f32x4.mul(r, x))
  }
  sum = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1))
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1)
}

/** Writes what each word is off, |e|^2 but for what all have alike. @returns the word of which it is least */
@inline
function writeCosts(cost: usize, squares: usize, a: v128, b: v128, c: v128, d: v128): i32 {
  a = f32x4.sub(v128.load(squares), f32x4.add(a, a))
  b = f32x4.sub(v128.load(squares, 16), f32x4.add(b, b))
  c = f32x4.sub(v128.load(squares, 32), f32x4.add(c, c))
  d = f32x4.sub(v128.load(squares, 48), f32x4.add(d, d))
  v128.store(cost, a)
  v128.store(cost, b, 16)
  v128.store(cost, c, 32)
  v128.store(cost, d, 48)
  return leastOf(a, b, c, d)
}

@inline
function writeCode(words: usize, subspaces: i32, code: usize): void {
  for (const end = words + subspaces; words < end; words += 2) {
    store<u8>(code, load<u8>(words) | (load<u8>(words, 1) << 4))
    code++
  }
}

/** The word of least cost |e|^2 + weight (rest - word.x)^2, the first of equals. */
@inline
function cheapestWord(cost: usize, product: usize, weight: v128, rest: v128): i32 {
  return leastOf(
    totals(cost, product, weight, rest),
    totals(cost + 16, product + 16, weight, rest),
    totals(cost + 32, product + 32, weight, rest),
    totals(cost + 48, product + 48, weight, rest),
  )
}

/** Place of the least of sixteen, the first of equals: the least one itself is found first, and then where it stands. */
@inline
function leastOf(a: v128, b: v128, c: v128, d: v128): i32 {
  let least = f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d))
  least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 2, 3, 0, 1))
  least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 1, 0, 3, 2))
  const equal = i8x16.narrow_i16x8_s(
    i16x8.narrow_i32x4_s(f32x4.eq(a, least), f32x4.eq(b, least)),
    i16x8.narrow_i32x4_s(f32x4.eq(c, least), f32x4.eq(d, least)),
  )
  // Where no cost is a number, nothing is equal to anything: then the first.
  return ctz(i8x16.bitmask(equal) | 0x10000) & 15
}

@inline
function totals(cost: usize, product: usize, weight: v128, rest: v128): v128 {
  const along = f32x4.sub(rest, v128.load(product))
  return f32x4.add(v128.load(cost), f32x4.mul(weight, f32x4.mul(along, along)))
}

export function storeCode(code: usize, bytes: i32, block: usize, place: i32): void {
  let to = block + place
  for (const end = code + bytes; code < end; code++) {
    store<u8>(to, load<u8>(code))
    to += blockRows
  }
}

export function moveCode(from: usize, fromPlace: i32, to: usize, toPlace: i32, bytes: i32): void {
  from += fromPlace
  to += toPlace
  for (let i = 0; i < bytes; i++) {
    store<u8>(to, load<u8>(from))
    from += blockRows
    to += blockRows
  }
}

// ---- table of a query ---------------------------------------------------------------------------------------------

export function makeTable(
  query: usize,
  codebook: usize,
  subspaces: i32,
  columns: usize,
  levels: f32,
  scratch: usize,
  table: usize,
  facts: usize,
): void {
  const lows = scratch + (<usize>subspaces << 6)
  let bias: f32 = 0
  let widest: f32 = 1e-20
  let t = scratch
  for (let m = 0; m < subspaces; m++) {
    const count = <i32>load<u8>(columns + m)
    let q = v128.load32_splat(query)
    let a = f32x4.mul(q, v128.load(codebook))
    let b = f32x4.mul(q, v128.load(codebook, 16))
    let c = f32x4.mul(q, v128.load(codebook, 32))
    let d = f32x4.mul(q, v128.load(codebook, 48))
    query += 4
    codebook += 64
    for (let column = 1; column < count; column++) {
      q = v128.load32_splat(query)
      a = f32x4.add(a, f32x4.mul(q, v128.load(codebook)))
      b = f32x4.add(b, f32x4.mul(q, v128.load(codebook, 16)))
      c = f32x4.add(c, f32x4.mul(q, v128.load(codebook, 32)))
      d = f32x4.add(d, f32x4.mul(q, v128.load(codebook, 48)))
      query += 4
      codebook += 64
    }
    v128.store(t, a)
    v128.store(t, b, 16)
    v128.store(t, c, 32)
    v128.store(t, d, 48)
    let lows4 = f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d))
    let highs4 = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d))
    lows4 = f32x4.pmin(lows4, v128.shuffle<f32>(lows4, lows4, 2, 3, 0, 1))
    lows4 = f32x4.pmin(lows4, v128.shuffle<f32>(lows4, lows4, 1, 0, 3, 2))
    highs4 = f32x4.pmax(highs4, v128.shuffle<f32>(highs4, highs4, 2, 3, 0, 1))
    highs4 = f32x4.pmax(highs4, v128.shuffle<f32>(highs4, highs4, 1, 0, 3, 2))
    const low = f32x4.extract_lane(lows4, 0)
    const range = f32x4.extract_lane(highs4, 0) - low
    bias += low
    if (range > widest) widest = range
    store<f32>(lows + (<usize>m << 2), low)
    t += 64
  }
  const inverse = f32x4.splat(levels / widest)
  const half = f32x4.splat(0.5)
  t = scratch
  for (let m = 0; m < subspaces; m++) {
    const low = f32x4.splat(load<f32>(lows + (<usize>m << 2)))
    const a = step16(v128.load(t), low, inverse, half)
    const b = step16(v128.load(t, 16), low, inverse, half)
    const c = step16(v128.load(t, 32), low, inverse, half)
    const d = step16(v128.load(t, 48), low, inverse, half)
    v128.store(table, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)))
    t += 64
    table += 16
  }
  store<f32>(facts, bias)
  store<f32>(facts, widest / levels, 4)
}

@inline
function step16(value: v128, low: v128, inverse: v128, half: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(f32x4.sub(value, low), inverse), half))
}

// ---- scan ---------------------------------------------------------------------------------------------------------

const lastBin: i32 = 65535

let histogram: usize = 0
let foundScores: usize = 0
let foundIds: usize = 0
let capacity: i32 = 0
let filter: usize = 0
let found: i32 = 0
let keep: i32 = 0
let threshold: i32 = -1
let above: i32 = 0
/** The score of those that stay though they are not above the threshold; -1 for none. */
let tied: i32 = -1
let lowest: i32 = lastBin + 1
let highest: i32 = -1
let rowsScanned: i32 = 0
let rowsScored: i32 = 0

export function beginScan(
  bins: usize,
  scores: usize,
  ids: usize,
  room: i32,
  kept: i32,
  allowed: usize,
): void {
  histogram = bins
  foundScores = scores
  foundIds = ids
  capacity = room
  keep = kept
  filter = allowed
  found = 0
  threshold = -1
  above = 0
  tied = -1
  lowest = lastBin + 1
  highest = -1
  rowsScanned = 0
}

export function scanLists(
  probes: usize,
  probeScores: usize,
  count: i32,
  lists: usize,
  subspaces: i32,
  table: usize,
  step: f32,
): f32 {
  let base = baseOf(probes, probeScores, lists, count - 1)
  for (let i = 0; i < count - 1; i++) {
    const other = baseOf(probes, probeScores, lists, i)
    if (other < base) base = other
  }
  touchLists(probes, count, lists, subspaces)
  for (let i = 0; i < count; i++) {
    const list = lists + (<usize>load<u32>(probes + (<usize>i << 2)) << 5)
    const rows = load<i32>(list, 8)
    const shift = (baseOf(probes, probeScores, lists, i) - base) / step + 0.5
    scanList(load<u32>(list), load<u32>(list, 4), rows, subspaces, table, min(<i32>shift, 32767))
    rowsScanned += rows
  }
  dropBelowThreshold()
  // Only now and one after the other, so that they come from memory at the same time.
  for (let i = 0; i < found; i++) {
    const at = foundIds + (<usize>i << 2)
    store<u32>(at, load<u32>(load<u32>(at)))
  }
  return base
}

/** What every row of a list starts from: the score of what its codes are differences from. */
@inline
function baseOf(probes: usize, probeScores: usize, lists: usize, i: i32): f32 {
  const place = <usize>i << 2
  return load<f32>(probeScores + place) * load<f32>(lists + (<usize>load<u32>(probes + place) << 5), 16)
}

// A search waits for memory more than it computes, and WebAssembly has no instruction that asks for it ahead of time. But
// loads that do not wait for each other are under way together: a look at each page, before the first is gone through,
// takes little longer than one look.

/** Looks at the first lines of each page of lists: what comes after them the processor fetches by itself. */
function touchLists(probes: usize, count: i32, lists: usize, subspaces: i32): void {
  let seen: i32 = 0
  for (let i = 0; i < count; i++) {
    const list = lists + (<usize>load<u32>(probes + (<usize>i << 2)) << 5)
    let at = <usize>load<u32>(list)
    // Not beyond the end, which may be that of the memory.
    const last = at + <usize>load<u32>(list, 8) * (<usize>subspaces >> 1) - 1
    for (; at <= last; at += 4096) {
      seen += <i32>load<u8>(at) + <i32>load<u8>(min(at + 64, last)) + <i32>load<u8>(min(at + 128, last))
    }
  }
  keepLoads(seen)
}

/** Looks at the beginning of each row. */
function touchRows(ids: usize, count: i32, stride: usize): void {
  let seen: i32 = 0
  for (let i = 0; i < count; i++) seen += <i32>load<u8>(<usize>load<u32>(ids + (<usize>i << 2)) * stride)
  keepLoads(seen)
}

/** What is used for nothing would be left out by the compiler. In the scan's own room. */
@inline
function keepLoads(seen: i32): void {
  store<i32>(histogram - 16, seen)
}

function scanList(codes: usize, ids: usize, rows: i32, subspaces: i32, table: usize, shift: i32): void {
  const low4 = v128.load(nibbles)
  const sums = histogram - 64
  const tableEnd = table + (<usize>subspaces << 4)
  for (let first = 0; first < rows; first += blockRows) {
    let even = i16x8.splat(0)
    let odd = even
    for (let t = table; t < tableEnd; t += 64) {
      const x = v128.load(codes)
      const y = v128.load(codes, 16)
      const sum = i8x16.add(
        i8x16.add(
          i8x16.relaxed_swizzle(v128.load(t), v128.and(x, low4)),
          i8x16.relaxed_swizzle(v128.load(t, 16), v128.and(i16x8.shr_u(x, 4), low4)),
        ),
        i8x16.add(
          i8x16.relaxed_swizzle(v128.load(t, 32), v128.and(y, low4)),
          i8x16.relaxed_swizzle(v128.load(t, 48), v128.and(i16x8.shr_u(y, 4), low4)),
        ),
      )
      even = i16x8.add(even, sum)
      odd = i16x8.add(odd, i16x8.shr_u(sum, 8))
      codes += 32
    }
    // The even places had the odd ones above them.
    even = i16x8.sub(even, i16x8.shl(odd, 8))
    const least = i16x8.splat(<i16>max(-1, min(32767, threshold - shift)))
    let hits = i16x8.bitmask(i16x8.gt_s(even, least)) | (i16x8.bitmask(i16x8.gt_s(odd, least)) << 8)
    if (hits == 0) continue
    v128.store(sums, even)
    v128.store(sums, odd, 16)
    do {
      const lane = ctz(hits)
      hits &= hits - 1
      const row = first + (((lane & 7) << 1) | (lane >> 3))
      if (row < rows) {
        const score = shift + <i32>load<u16>(sums + (<usize>lane << 1))
        if (score > threshold) offer(score, ids + (<usize>row << 2))
      }
    } while (hits)
  }
}

@inline
function isAllowed(id: u32): bool {
  return ((load<u8>(filter + <usize>(id >> 3)) >> <u8>(id & 7)) & 1) != 0
}

/** @param place address of the id */
@inline
function offer(score: i32, place: usize): void {
  if (filter != 0 && !isAllowed(load<u32>(place))) return
  const bin = histogram + (<usize>score << 2)
  store<i32>(bin, load<i32>(bin) + 1)
  if (score < lowest) lowest = score
  if (score > highest) highest = score
  store<i32>(foundScores + (<usize>found << 2), score)
  store<u32>(foundIds + (<usize>found << 2), <u32>place)
  found++
  above++
  if (above > keep) {
    let next = max(threshold + 1, lowest)
    let there = load<i32>(histogram + (<usize>next << 2))
    while (above - there >= keep) {
      above -= there
      threshold = next
      next++
      there = load<i32>(histogram + (<usize>next << 2))
    }
  }
  if (found >= capacity) {
    dropBelowThreshold()
    if (found >= capacity) dropTies()
  }
}

function dropBelowThreshold(): void {
  let kept = 0
  for (let i = 0; i < found; i++) {
    const score = load<i32>(foundScores + (<usize>i << 2))
    if (score <= threshold && (score != tied || tied < threshold)) continue
    keepAt(kept, score, i)
    kept++
  }
  found = kept
}

/** More than fit have one score, that of the worst: the first of them stay, `keep` in all, and no more are taken. */
function dropTies(): void {
  let worst = lastBin
  for (let i = 0; i < found; i++) worst = min(worst, load<i32>(foundScores + (<usize>i << 2)))
  let better = 0
  for (let i = 0; i < found; i++) better += i32(load<i32>(foundScores + (<usize>i << 2)) > worst)
  // None of them, where those that are better fill the room already.
  let ties = max(0, keep - better)
  let kept = 0
  for (let i = 0; i < found; i++) {
    const score = load<i32>(foundScores + (<usize>i << 2))
    if (score == worst && --ties < 0) continue
    keepAt(kept, score, i)
    kept++
  }
  found = kept
  above = better
  threshold = worst
  tied = worst
}

@inline
function keepAt(place: i32, score: i32, from: i32): void {
  store<i32>(foundScores + (<usize>place << 2), score)
  store<u32>(foundIds + (<usize>place << 2), load<u32>(foundIds + (<usize>from << 2)))
}

export function scannedRows(): i32 {
  return rowsScanned
}

export function scoredRows(): i32 {
  return rowsScored
}

// ---- re-rank ------------------------------------------------------------------------------------------------------

export function rerank(
  query: usize,
  width: i32,
  first: i32,
  k: i32,
  origin: f32,
  step: f32,
  anchor: i32,
  fraction: f32,
  slack: f32,
  lists: usize,
  packed: usize,
  scores: usize,
  ids: usize,
): i32 {
  const cut = found > first ? cutFor(first) : -1
  if (highest >= 0) memory.fill(histogram + (<usize>lowest << 2), 0, <usize>(highest - lowest + 1) << 2)
  beginTaking()
  const count = rerankTaken(query, width, first, origin, step, anchor, fraction, slack, lists, packed, scores, ids, cut)
  endTaking()
  return min(count, k)
}

/** @returns how many are sorted; of more than k the first k are the answer */
@inline
function rerankTaken(
  query: usize,
  width: i32,
  first: i32,
  origin: f32,
  step: f32,
  anchor: i32,
  fraction: f32,
  slack: f32,
  lists: usize,
  packed: usize,
  scores: usize,
  ids: usize,
  cut: i32,
): i32 {
  const taken = take(cut, lastBin, 0, ids)
  rowsScored = taken
  score(query, width, lists, packed, ids, scores, taken)
  const count = sortBest(scores, ids, taken)
  if (cut < 0) return count
  let least = -1
  // A share of what is not above 0 says nothing.
  const limit = count >= anchor ? load<f32>(scores + (<usize>(anchor - 1) << 2)) : 0
  if (count >= anchor && (fraction == 1 || limit > 0)) {
    const worth = (limit * fraction - slack - origin) / step
    least = <i32>max<f32>(-1, min<f32>(ceil<f32>(worth) - 1, <f32>lastBin))
  }
  if (least >= cut) return count
  const more = take(least, cut, count, ids)
  if (more == count) return count
  rowsScored += more - count
  const rest = <usize>count << 2
  score(query, width, lists, packed, ids + rest, scores + rest, more - count)
  return sortBest(scores, ids, more)
}

/** Candidates above it are at least `first`, and as few as may be. */
function cutFor(first: i32): i32 {
  let bin = highest + 1
  for (let counted = 0; counted < first && bin > threshold + 1; ) {
    bin--
    counted += load<i32>(histogram + (<usize>bin << 2))
  }
  return bin - 1
}

// Which ids were taken: an open hash table of ids + 1, at least half empty, in the room of the histogram, which is all
// zeros whenever no scan is under way.
let takenMask: u32 = 0
let takenShift: u32 = 0

/** For more candidates than half of the room there is no table; twins among them are scored twice. */
function beginTaking(): void {
  takenMask = 0
  if (found << 1 > lastBin + 1) return
  let bits = 5
  while (1 << bits < found << 1) bits++
  takenMask = (1 << bits) - 1
  takenShift = 32 - bits
}

function endTaking(): void {
  if (takenMask != 0) memory.fill(histogram, 0, <usize>(takenMask + 1) << 2)
}

/** @returns whether it was not taken yet */
@inline
function isNew(id: u32): bool {
  if (takenMask == 0) return true
  // Fibonacci hashing: neighbours in number, which rows of a list often are, come to lie apart.
  let place = (id * 2654435769) >> takenShift
  let at = histogram + (<usize>place << 2)
  while (load<u32>(at) != 0 && load<u32>(at) != id + 1) {
    place = (place + 1) & takenMask
    at = histogram + (<usize>place << 2)
  }
  if (load<u32>(at) != 0) return false
  store<u32>(at, id + 1)
  return true
}

/** Appends the ids of candidates with over < score <= upTo to the ids that are there. What came from two lists is mostly taken once. */
function take(over: i32, upTo: i32, there: i32, ids: usize): i32 {
  for (let i = 0; i < found; i++) {
    const score = load<i32>(foundScores + (<usize>i << 2))
    if (score <= over || score > upTo) continue
    const id = load<u32>(foundIds + (<usize>i << 2))
    if (!isNew(id)) continue
    store<u32>(ids + (<usize>there << 2), id)
    there++
  }
  return there
}

/** Where candidates are lists, the row of a list is its centroid. */
function score(
  query: usize,
  width: i32,
  lists: usize,
  packed: usize,
  ids: usize,
  scores: usize,
  count: i32,
): void {
  if (packed != 0) {
    touchRows(ids, count, packedColumns(width) + 16)
    return dotPackedRows(packed, ids, count, width, scores)
  }
  if (lists == 0) {
    touchRows(ids, count, <usize>width << 2)
    return dotRows(query, ids, count, width, scores)
  }
  // The scores' own room holds the rows until the scores take it.
  for (let i = 0; i < count; i++) {
    const list = lists + (<usize>load<u32>(ids + (<usize>i << 2)) << 5)
    store<u32>(scores + (<usize>i << 2), load<u32>(list, 12))
  }
  touchRows(scores, count, <usize>width << 2)
  dotRows(query, scores, count, width, scores)
}

/**
 * By score, the best first, ties by id: a shell sort, for some hundred at most. What was taken twice stays once.
 * @returns how many stay
 */
function sortBest(scores: usize, ids: usize, count: i32): i32 {
  let gap = 1
  while (gap < count / 3) gap = 3 * gap + 1
  for (; gap > 0; gap = gap / 3) {
    for (let i = gap; i < count; i++) {
      const s = load<f32>(scores + (<usize>i << 2))
      const id = load<u32>(ids + (<usize>i << 2))
      let j = i
      while (j >= gap) {
        const other = load<f32>(scores + (<usize>(j - gap) << 2))
        if (other > s || (other == s && load<u32>(ids + (<usize>(j - gap) << 2)) < id)) break
        store<f32>(scores + (<usize>j << 2), other)
        store<u32>(ids + (<usize>j << 2), load<u32>(ids + (<usize>(j - gap) << 2)))
        j -= gap
      }
      store<f32>(scores + (<usize>j << 2), s)
      store<u32>(ids + (<usize>j << 2), id)
    }
  }
  let kept = 0
  for (let i = 0; i < count; i++) {
    const id = load<u32>(ids + (<usize>i << 2))
    if (kept > 0 && load<u32>(ids + (<usize>(kept - 1) << 2)) == id) continue
    store<f32>(scores + (<usize>kept << 2), load<f32>(scores + (<usize>i << 2)))
    store<u32>(ids + (<usize>kept << 2), id)
    kept++
  }
  return kept
}
