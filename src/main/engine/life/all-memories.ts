import type { Filter } from '#contract/filter'

export const ALL_MEMORIES: Filter = {
  is: 'or',
  any: [
    { is: 'type', value: 'episodic' },
    { is: 'type', value: 'semantic' },
  ],
}

/** As many keys as asked for, evenly from the first to the last; all where there are no more. */
export const evenly = (keys: Uint32Array, count: number): Uint32Array => {
  const size = Math.min(keys.length, count)
  return Uint32Array.from({ length: size }, (_, i) => keys[Math.floor((i * keys.length) / size)] as number)
}
