/**
 * 32-bit hash of a feature: FNV-1a over UTF-16 code units, then MurmurHash3's finaliser, because FNV's low bits
 * alone choose dimensions badly. Different seeds give independent hashes of one feature.
 */
export const hashFeature = (feature: string, seed = 0): number => {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * Feature hashing (Weinberger et al., 2009): adds the weight to one of `dimensions` cells from `offset`, with a
 * sign from the hash, so that features that share a cell cancel on average instead of piling up.
 */
export const addFeature = (
  vector: Float32Array,
  offset: number,
  dimensions: number,
  hash: number,
  weight: number,
): void => {
  const cell = offset + ((hash & 0x7fffffff) % dimensions)
  vector[cell] = vector[cell]! + (hash & 0x80000000 ? -weight : weight)
}
