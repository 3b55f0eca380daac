import { describe, expect, it } from 'vitest'
import { analyseGraph } from '#engine/graph/analysis/analyse-graph'
import { textColumn } from '#engine/graph/text-column'
import type { AnalysisInput } from '#engine/graph-ports'
import { graphJobsIn } from '#workers/graph-jobs'
import { sourceFiles } from '../composition/source-files.ts'

const jobs = graphJobsIn(sourceFiles.graphWorker)

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

describe('files in a thread', () => {
  const limits = { maxBytes: 1000, maxDepth: 10 }
  const { signal } = new AbortController()

  it('LNK-4 are read there part by part, and given back in parts', async () => {
    const lines = [1, 2, 3].map((i) => `{"memory":{"coordinate":[${i}],"payload":"{}"}}\n`)
    const link = '{"link":{"from":[1],"to":[3]}}'
    const parts = [...`${lines.join('')}${link}`].map((_, i, all) => all[i] as string)
    const file = await jobs.open({ format: 'jsonl', parts, limits }, signal)
    expect(file).toMatchObject({ memories: 3, links: 1, leftOut: { total: 0, first: [] } })
    expect((await file.memoriesAt(1, 1)).map(({ coordinate }) => coordinate)).toEqual([[2]])
    expect(await file.linksAt(0, 9)).toMatchObject([{ from: [1], to: [3], type: 'related' }])
    await file.close()
  })

  it('LNK-4 that cannot be read are refused by name, and the thread is given back', async () => {
    const refused = { name: 'FileRefused', message: expect.stringContaining('well-formed') }
    await expect(jobs.open({ format: 'gexf', parts: ['<'], limits }, signal)).rejects.toMatchObject(refused)
    const aborter = new AbortController()
    aborter.abort(new Error('given up'))
    await expect(jobs.open({ format: 'json', parts: ['{}'], limits }, aborter.signal)).rejects.toThrow(
      'given up',
    )
  })
})
