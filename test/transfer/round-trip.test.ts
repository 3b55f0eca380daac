import fc from 'fast-check'
import { MultiGraph as Graph } from 'graphology'
import gexf from 'graphology-gexf'
import graphml from 'graphology-graphml'
import { describe, expect, it } from 'vitest'
import type { GraphFormat } from '#contract/graph-files'
import type { Engine } from '#engine/index'
import { openEngineInProcess } from '../store/engine-in-process.ts'
import { draft, put } from '../store/store-bench.ts'
import { contents, importText, never } from './import-run.ts'

const FORMATS = ['graphml', 'gexf', 'json', 'jsonl'] as const

/** Whatever may stand in a text: markup, quotes, emoji, control characters, halves of characters, what XML cannot write. */
const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '<&">\'',
    ']]>',
    '<!--',
    '\u0000\u0008',
    '\ufffe\uffff',
    '\ud800',
    'a\r\nb\tc',
    '😀 مرحبا',
    '__proto__',
    ' lead ',
  ),
)
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)
const memory = fc.record({
  coordinate: fc.array(number, { minLength: 1, maxLength: 3 }),
  payload: fc.dictionary(wild, fc.oneof(wild, number, fc.constant(null), fc.array(wild, { maxLength: 2 })), {
    maxKeys: 3,
  }),
  type: fc.constantFrom('episodic' as const, 'semantic' as const),
  importance: number,
  timestamp: number,
  pinned: fc.boolean(),
})
const end = fc.nat()
/** A type is trimmed and not empty; both are texts that a database can hold, so no halves of characters. */
const word = wild.filter(
  (text) => text.trim() === text && text !== '' && text.isWellFormed() && !text.includes('\0'),
)
const link = fc.record({
  from: end,
  to: end,
  type: fc.oneof(fc.constant('related'), word),
  weight: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
  note: fc.option(word),
  createdAt: fc.double({ min: 0, max: 1e10, noNaN: true }),
})
const scene = fc.record({
  memories: fc.uniqueArray(memory, {
    minLength: 1,
    maxLength: 6,
    selector: ({ coordinate }) => coordinate.join(),
  }),
  links: fc.array(link, { maxLength: 8 }),
  format: fc.constantFrom(...FORMATS),
  /** Where a file is cut into parts that arrive one by one. */
  cut: fc.integer({ min: 1, max: 200 }),
})
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never

const fill = async ({ memories, links }: Scene) => {
  const test = await openEngineInProcess()
  await test.engine.namespaces.create('from')
  const semantic = memories.map((one) => ({
    ...one,
    payload: JSON.stringify(one.payload),
    ifTaken: 'update' as const,
  }))
  await test.engine.memories.storeMany('from', semantic, { author: 'test', action: 'store', summary: '' })
  const at = (i: number): number[] => memories[i % memories.length]?.coordinate as number[]
  const drafts = links.map(({ from, to, ...rest }) => ({ from: at(from), to: at(to), ...rest }))
  await test.store.commit(draft('from', [], { links: drafts }))
  return test.engine
}

const exported = async (engine: Engine, format: GraphFormat): Promise<string> => {
  let text = ''
  for await (const part of engine.exportMemories({ namespace: 'from', format }, never)) text += part.text
  return text
}

const pieces = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))

describe('namespaces as files', () => {
  it('LNK-4 what is exported and imported is equal, in every format, whatever stands in it', async () => {
    const property = fc.asyncProperty(scene, async (s) => {
      const engine = await fill(s)
      const parts = pieces(await exported(engine, s.format), s.cut)
      const { report, faults } = await importText(engine, s.format, parts)
      expect(faults).toEqual([])
      expect(report).toMatchObject({ added: s.memories.length, failed: 0 })
      expect(await contents(engine, 'to')).toEqual(await contents(engine, 'from'))
      await engine.close()
    })
    await fc.assert(property, { seed: 1, numRuns: 120 })
  })

  it('LNK-4 what is exported as notes and imported is equal, also where the text of a note was saved by an editor', async () => {
    const property = fc.asyncProperty(scene, async (s) => {
      const engine = await fill(s)
      const lines: string[] = []
      for await (const part of engine.exportMemories({ namespace: 'from', format: 'markdown' }, never)) {
        const { path, text } = JSON.parse(part.text) as { path: string; text: string }
        lines.push(`${JSON.stringify({ path, text: `${text.replaceAll('\n', '\r\n')}\r\n` })}\n`)
      }
      const { faults } = await importText(engine, 'markdown', lines)
      expect(faults).toEqual([])
      expect(await contents(engine, 'to')).toEqual(await contents(engine, 'from'))
      await engine.close()
    })
    await fc.assert(property, { seed: 5, numRuns: 80 })
  })

  it.each(['csv', 'tsv'] as const)(
    'what is exported as %s and imported is equal, without links',
    async (format) => {
      const property = fc.asyncProperty(scene, async (s) => {
        const engine = await fill({ ...s, links: [] })
        let text = ''
        for await (const part of engine.exportMemories({ namespace: 'from', format }, never))
          text += part.text
        const { faults } = await importText(engine, format, pieces(text, s.cut))
        expect(faults).toEqual([])
        expect(await contents(engine, 'to')).toEqual(await contents(engine, 'from'))
        await engine.close()
      })
      await fc.assert(property, { seed: 4, numRuns: 60 })
    },
  )

  it('LNK-4 is read by other programs: by the packages of graphology', async () => {
    const property = fc.asyncProperty(scene, async (s) => {
      const engine = await fill(s)
      const { memories, links } = await contents(engine, 'from')
      const graphs = [
        graphml.parse(Graph, await exported(engine, 'graphml')),
        gexf.parse(Graph, await exported(engine, 'gexf')),
        Graph.from(JSON.parse(await exported(engine, 'json'))),
      ]
      for (const graph of graphs) expect([graph.order, graph.size]).toEqual([memories.length, links.length])
      await engine.close()
    })
    await fc.assert(property, { seed: 2, numRuns: 40 })
  })

  it('LNK-4 some memories are exported with the links between them', async () => {
    const engine = (await openEngineInProcess()).engine
    await engine.namespaces.create('from')
    const links = [
      [1, 2],
      [2, 3],
      [1, 1],
    ].map(([a, b]) => ({ from: [a as number], to: [b as number], type: 'a', weight: 1, note: null }))
    await engine.store.commit(
      draft(
        'from',
        [1, 2, 3].map((i) => put('from', [i], { title: `T${i}` })),
        { links },
      ),
    )
    let text = ''
    const query = { namespace: 'from', format: 'json', coordinates: [[1], [2], [9]] } as const
    for await (const part of engine.exportMemories(query, never)) text += part.text
    const graph = Graph.from(JSON.parse(text))
    expect(graph.nodes()).toEqual(['1', '2'])
    expect(graph.mapEdges((_, __, from, to) => [from, to])).toEqual([
      ['1', '2'],
      ['1', '1'],
    ])
    await engine.close()
  })
})
