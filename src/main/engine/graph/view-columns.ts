/** Stands where nothing is known; the contract's UNKNOWN. */
const UNKNOWN = 0xffff_ffff

/** Columns of nodes about which nothing is said yet, all but the texts and coordinates. */
export const emptyNodes = (count: number) => ({
  arity: new Uint8Array(count),
  type: new Uint8Array(count),
  pinned: new Uint8Array(count),
  importance: new Float32Array(count),
  timestamp: new Float64Array(count).fill(Number.NaN),
  createdAt: new Float64Array(count).fill(Number.NaN),
  degreeIn: new Uint32Array(count),
  degreeOut: new Uint32Array(count),
  community: new Uint32Array(count).fill(UNKNOWN),
  component: new Uint32Array(count).fill(UNKNOWN),
  core: new Uint32Array(count).fill(UNKNOWN),
  pageRank: new Float32Array(count).fill(Number.NaN),
  betweenness: new Float32Array(count).fill(Number.NaN),
})

export const emptyLinks = (count: number) => ({
  from: new Uint32Array(count),
  to: new Uint32Array(count),
  type: new Uint32Array(count),
  weight: new Float32Array(count),
  createdAt: new Float64Array(count),
  hasNote: new Uint8Array(count),
})
