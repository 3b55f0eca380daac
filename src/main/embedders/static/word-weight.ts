/** Arora, Liang and Ma ("A simple but tough-to-beat baseline for sentence embeddings", 2017): 1e-3 to 1e-4. */
const smoothing = 1e-4

/**
 * How much a word of the given frequency rank tells: a / (a + p), where p is its probability by Zipf's law with
 * Mandelbrot's offset over `sourceWords` words. Near 0 for `the`, near 1 for a rare word.
 */
export const createWordWeight = (sourceWords: number): ((rank: number) => number) => {
  const offset = 2.7
  let total = 0
  for (let i = 0; i < sourceWords; i++) total += 1 / (i + offset)
  return (rank) => smoothing / (smoothing + 1 / ((rank + offset) * total))
}
