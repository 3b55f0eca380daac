import { describe, expect, it } from 'vitest'
import { analyseGraph } from '#engine/graph/analysis/analyse-graph'
import { textColumn } from '#engine/graph/text-column'
import type { AnalysisInput } from '#engine/graph-ports'
import { graphJobsIn } from '#workers/graph-jobs'
import { builtFiles } from '../composition/built-files.ts'

const jobs = graphJobsIn(builtFiles.graphWorker)

const ring = (nodes: number): AnalysisInput => ({
  columns: {
    seq: 1,
    keys: Uint32Array.from({ length: nodes }, (_, i) => i + 1),
    from: Uint32Array.from({ length: nodes }, (_, i) => i),
    to: Uint32Array.from({ length: nodes }, (_, i) => (i + 1) % nodes),
    type: new Uint32Array(nodes),
    typeNames: ['a'],
    weight: new Float64Array(nodes).fill(1),
  },
  titles: textColumn(Array<string>(nodes).fill('node')),
  seed: 1,
})

describe('analysis in a thread', () => {
  it('LNK-5 says what it would say here, and how far it is on the way', async () => {
    const steps: string[] = []
    const onProgress = ({ step }: { step: string }): void => void steps.push(step)
    const found = await jobs.analyse(ring(40), { onProgress, signal: new AbortController().signal })
    expect(found).toEqual(analyseGraph(ring(40), () => {}))
    expect(new Set(steps)).toEqual(
      new Set(['components', 'cores', 'ranks', 'communities', 'betweenness', 'words']),
    )
  })

  it('LNK-5 ends where it is when it is given up', async () => {
    const aborter = new AbortController()
    const onProgress = (): void => aborter.abort(new Error('given up'))
    const work = jobs.analyse(ring(20_000), { onProgress, signal: aborter.signal })
    await expect(work).rejects.toThrow('given up')
    await expect(jobs.analyse(ring(9), { onProgress, signal: aborter.signal })).rejects.toThrow('given up')
  })
})
