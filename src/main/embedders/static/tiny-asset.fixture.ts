import type { StaticAsset } from './asset-format.ts'

const rows: Readonly<Record<string, readonly [number, number, number, number]>> = {
  the: [8, 8, 8, 9],
  cat: [15, 8, 8, 8],
  kitten: [15, 9, 8, 8],
  pizza: [8, 8, 15, 8],
  café: [8, 8, 8, 8],
}

/** Five words of four dimensions, `café` all zero: small enough to foresee every vector. */
export const tinyAsset: StaticAsset = {
  release: 7,
  dimension: 4,
  words: Object.keys(rows),
  sourceWords: 1000,
  scales: new Float32Array([0.01, 0.5, 0.5, 0.5, 0.5]),
  cells: new Uint8Array(Object.values(rows).flatMap(([a, b, c, d]) => [a | (b << 4), c | (d << 4)])),
}
