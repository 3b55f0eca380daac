import { blockRows, type KernelFunctions, listBytes, words } from './kernel.ts'
import type { Candidates } from './plain-candidates.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

/** A list's own score may add as much as the sums, so that both together are a bin of the histogram. */
const largestShift = 32_767
/** What a byte of a code can be: a word of one subspace and one of the next. */
const pairs = words * words
/** Places of a block by SIMD's lanes: that is the order in which candidates come, and of equals the first may stay. */
const placeOfLane = Uint8Array.from({ length: blockRows }, (_, lane) => ((lane & 7) << 1) | (lane >> 3))

export const scanFunctions = (
  views: Views,
  candidates: Candidates,
): Pick<KernelFunctions, 'beginScan' | 'scanLists' | 'scannedRows'> => {
  const sums = new Uint16Array(blockRows)
  let pairTable = new Uint8Array(0)
  let scanned = 0

  const scanList = (codes: number, ids: number, rows: number, shift: number): void => {
    const { i32 } = views
    const blockBytes = (pairTable.length / pairs) * blockRows
    for (let first = 0; first < rows; first += blockRows) {
      const most = sumBlock(i32, (codes + (first / blockRows) * blockBytes) / 4, pairTable, sums)
      if (shift + most <= candidates.threshold) continue
      for (let lane = 0; lane < blockRows; lane++) {
        const place = placeOfLane[lane]!
        const score = shift + sums[place]!
        if (score <= candidates.threshold || first + place >= rows) continue
        candidates.offer(score, ids + 4 * (first + place))
      }
    }
  }

  return {
    beginScan(bins, scores, ids, room, keep, allowed) {
      candidates.begin({ bins, scores, ids, room, keep, allowed })
      scanned = 0
    },

    scanLists(probes, probeScores, count, lists, subspaces, table, step) {
      const { bytes, f32, i32, u32 } = views.current()
      if (pairTable.length !== (subspaces / 2) * pairs) pairTable = new Uint8Array((subspaces / 2) * pairs)
      fillPairs(bytes, u32, table, pairTable)
      const listOf = (i: number): number => (lists + u32[probes / 4 + i]! * listBytes) / 4
      const baseOf = (i: number): number => fround(f32[probeScores / 4 + i]! * f32[listOf(i) + 4]!)
      let base = baseOf(count - 1)
      for (let i = 0; i < count - 1; i++) {
        const other = baseOf(i)
        if (other < base) base = other
      }
      for (let i = 0; i < count; i++) {
        const list = listOf(i)
        const rows = i32[list + 2]!
        const steps = fround(fround(fround(baseOf(i) - base) / fround(step)) + 0.5)
        scanList(u32[list]!, u32[list + 1]!, rows, Math.min(steps, largestShift) | 0)
        scanned += rows
      }
      candidates.finish()
      return base
    },

    scannedRows: () => scanned,
  }
}

/**
 * What each byte of a code adds: half as many look-ups as its two words, for some hundred rows' worth of them. Four
 * entries are added at once, since no sum of two leaves its byte.
 */
const fillPairs = (bytes: Uint8Array, u32: Uint32Array, table: number, pairTable: Uint8Array): void => {
  const four = new Uint32Array(pairTable.buffer)
  let to = 0
  for (let low = table; to < four.length; low += 2 * words) {
    for (let high = low + words; high < low + 2 * words; high++) {
      const added = bytes[high]! * 0x01_01_01_01
      for (let i = 0; i < words / 4; i++) four[to++] = u32[low / 4 + i]! + added
    }
  }
}

/** Sums of table entries of the block at an index of int32, by place, four of them at once. @returns the largest */
const sumBlock = (i32: Int32Array, block: number, pairTable: Uint8Array, sums: Uint16Array): number => {
  let most = 0
  for (let place = 0; place < blockRows; place += 4) {
    let at = block + place / 4
    let [s0, s1, s2, s3] = [0, 0, 0, 0]
    for (let pair = 0; pair < pairTable.length; pair += pairs) {
      const four = i32[at]!
      s0 += pairTable[pair + (four & 255)]!
      s1 += pairTable[pair + ((four >>> 8) & 255)]!
      s2 += pairTable[pair + ((four >>> 16) & 255)]!
      s3 += pairTable[pair + (four >>> 24)]!
      at += blockRows / 4
    }
    sums[place] = s0
    sums[place + 1] = s1
    sums[place + 2] = s2
    sums[place + 3] = s3
    most = Math.max(most, s0, s1, s2, s3)
  }
  return most
}
