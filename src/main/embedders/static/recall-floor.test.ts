import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Bm25 } from '../../../../bench/recall-quality/bm25.ts'
import { CosineSearch } from '../../../../bench/recall-quality/cosine-search.ts'
import { mean, ndcgAt10 } from '../../../../bench/recall-quality/measures.ts'
import { readTask } from '../../../../bench/recall-quality/tasks.ts'
import { loadStaticEmbedder } from './load-static-embedder.ts'

const asset = fileURLToPath(new URL('../../../../assets/embedder/static-en.bin', import.meta.url))

/**
 * nDCG@10 x 100 that no change of analyzer or asset may fall below; a point under what docs/embedder.md reports. The
 * two quickest tasks; `node bench/recall-quality.ts` measures all.
 */
const floors = [
  { task: 'emoji-kw', vector: 20, keyword: 0 },
  { task: 'fix-cwe', vector: 34.5, keyword: 45.8 },
] as const

describe('recall quality', () => {
  it.each(floors)('EMB-2 stays above its floor on $task', ({ task, vector, keyword }) => {
    const { documents, queries } = readTask(task)
    const searches = [new CosineSearch(loadStaticEmbedder(asset), documents), new Bm25(documents)]
    const [byVector = 0, byKeyword = 0] = searches.map(
      (search) =>
        100 *
        mean(
          queries.map(({ text, relevant, excluded }) =>
            ndcgAt10(search.search(text, 10, excluded), relevant),
          ),
        ),
    )
    expect(byVector).toBeGreaterThanOrEqual(vector)
    expect(byKeyword).toBeGreaterThanOrEqual(keyword)
  })
})
