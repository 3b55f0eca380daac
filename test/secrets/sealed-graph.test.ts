import { describe, expect, it } from 'vitest'
import { textsOf } from '#engine/graph/text-column'
import { exportMemories } from '#engine/transfer/export-memories'
import { storeInProcess } from '../store/engine-in-process.ts'
import { draft, put } from '../store/store-bench.ts'
import { sealedOverStore } from './sealed-bench.ts'

describe('a graph over a sealed store', () => {
  it('SEC-1 views and exports read titles and payloads as they went in', async () => {
    const store = storeInProcess()
    const sealed = sealedOverStore(store)
    await sealed.createNamespace('n', { at: 1, note: '', suggestions: [] })
    await sealed.commit(draft('n', [put('n', [1], { task: 'hidden' }), put('n', [2], { text: 'open' })]))
    const view = { namespace: 'n', start: { kind: 'whole' }, limit: 9 } as const
    expect(textsOf((await sealed.graphView(view)).nodes.titles)).toEqual(['hidden', 'open'])
    expect(textsOf((await store.graphView(view)).nodes.titles)).not.toContain('hidden')
    const keys = Uint32Array.from((await sealed.memoriesAfter('n', 0, 9)).map(({ key }) => key))
    expect(textsOf(await sealed.titles(keys))).toEqual(['hidden', 'open'])
    const [first] = await sealed.memoriesAfter('n', 0, 1)
    expect(JSON.parse(first?.memory.payload ?? '')).toMatchObject({ task: 'hidden' })
    await store.close()
  })

  it('SEC-2 what is encrypted goes into no file that nobody asked it for, by no name', async () => {
    const store = storeInProcess()
    const sealed = sealedOverStore(store)
    await sealed.createNamespace('n', { at: 1, note: '', suggestions: [] })
    await sealed.commit(
      draft('n', [put('n', [1], { task: 'hidden', other: 1.5 }), put('n', [2], { text: 'open' })]),
    )
    for (const format of ['jsonl', 'json', 'gexf', 'graphml', 'csv'] as const) {
      let text = ''
      const query = { namespace: 'n', format, without: ['task', 'code'] } as const
      for await (const part of exportMemories(sealed, query, new AbortController().signal)) text += part
      expect(text).not.toContain('hidden')
      expect(text).toContain('open')
    }
    await store.close()
  })
})
