/** Those of some ascending keys that are not among others, which ascend too. */
export const missingFrom = (keys: Uint32Array, others: Uint32Array): Uint32Array => {
  const missing = new Uint32Array(keys.length)
  let [count, at] = [0, 0]
  for (const key of keys) {
    while (at < others.length && (others[at] as number) < key) at += 1
    if (others[at] !== key) missing[count++] = key
  }
  return missing.slice(0, count)
}
