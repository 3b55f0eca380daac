import { describe, expect, it } from 'vitest'
import type { Fault, ImportFormat } from '#contract/imports'
import { DEFAULT_PAYLOAD_LIMITS } from '../memory/payload.ts'
import { noteLine } from './markdown-writer.ts'
import { readRecords } from './read-records.ts'
import type { ImportLink, ImportMemory } from './records.ts'

async function* inParts(parts: readonly string[]) {
  for (const text of parts) yield { text, done: text.length }
}

/** All of a file, memories and then links. */
const read = async (format: ImportFormat, ...parts: string[]) => {
  const memories: ImportMemory[] = []
  const links: ImportLink[] = []
  const faults: Fault[] = []
  let refused: string | null = null
  for (const pass of ['memories', 'links'] as const) {
    for await (const batch of readRecords(inParts(parts), { format, limits: DEFAULT_PAYLOAD_LIMITS }, pass)) {
      memories.push(...batch.memories)
      links.push(...batch.links)
      faults.push(...batch.faults)
      refused = batch.refused?.why ?? refused
    }
  }
  return { memories, links, faults, refused }
}

const graphml = (inside: string): string =>
  `<graphml><graph edgedefault="directed">${inside}</graph></graphml>`

describe('files that somebody gave', () => {
  it('LNK-4 end where they cannot be read any more, with a reason', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${graphml('<node id="1"><data key="payload">&b;</data></node>')}`
    const cases: [ImportFormat, string, RegExp][] = [
      ['graphml', '', /is empty/],
      ['graphml', 'not xml', /well-formed/],
      ['graphml', graphml('<node id="1">'), /well-formed/],
      ['graphml', '<gexf></gexf>', /no graphml file/],
      ['graphml', '<graphml></graphml>', /no graph in it/],
      ['graphml', bomb, /well-formed.*entity/],
      ['graphml', graphml(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), /nests deeper/],
      ['graphml', graphml('<node id="&#0;"/>'), /well-formed/],
      ['gexf', '<html><script>alert(1)</script></html>', /no gexf file/],
      ['json', '{', /ends in the middle/],
      ['json', '{"nodes":[{"key":"1"}', /ends in the middle/],
      ['json', '{"nodes":]', /stands where nothing/],
      ['json', 'null', /no JSON list/],
      ['json', '{"a":{"b":[1]}}', /no list of memories/],
      ['json', '   ', /is empty/],
    ]
    for (const [format, text, why] of cases)
      expect((await read(format, text)).refused, text.slice(0, 80)).toMatch(why)
  })

  it('are handed over in parts that keep nobody waiting, however long the memories are', async () => {
    const lengths = [...Array(30).keys()].map((n) => [10, 300_000, 900_000, 1_000_000][(n * n) % 4] as number)
    const lines = lengths.map((length, n) =>
      JSON.stringify({ coordinate: [n], payload: { text: 'x'.repeat(length) } }),
    )
    const options = { format: 'jsonl', limits: DEFAULT_PAYLOAD_LIMITS } as const
    const found: number[] = []
    for await (const { memories } of readRecords(inParts([lines.join('\n')]), options, 'memories')) {
      const all = memories.map(({ payload }) => payload.length)
      expect(all.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBeLessThan(1_000_000)
      found.push(...memories.map(({ coordinate }) => coordinate?.[0] ?? -1))
    }
    expect(found).toEqual([...lengths.keys()])
  })

  it('MEM-11 lose broken lines and items, each named with its line, and nothing else', async () => {
    const lines = [
      '{"memory":{"coordinate":[1],"payload":"{}"}}',
      '{',
      '"text"',
      '{"a":1,"a":2,"coordinate":[2]}',
    ]
    const found = await read('jsonl', lines.join('\n'))
    expect(found.memories.map(({ coordinate }) => coordinate)).toEqual([[1]])
    expect(found.faults.map(({ line }) => line)).toEqual([2, 3, 4])
    const list = await read('json', '[\n{"x":1},\n{"x":},\n{"x":[}]},\n{"y":"],{"}\n]')
    expect(list.refused).toMatch(/stands where nothing/)
    expect(list.memories.map(({ payload }) => payload)).toEqual(['{"x":1}'])
    expect(list.faults.map(({ line }) => line)).toEqual([3])
  })

  it('MEM-11 lose broken records of a table, and no quote that is never closed takes the rest along', async () => {
    const rows = [
      'text,importance',
      'one,1',
      '"two" and,2',
      'three,1,4',
      'five,high',
      'six',
      '"seven\nlines",7',
      '"eight,3',
      'nine',
    ]
    for (const size of [1, 7, 1000]) {
      const text = rows.join('\n')
      const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      )
      const found = await read('csv', ...parts)
      expect(found.memories.map(({ payload }) => payload)).toEqual([
        '{"text":"one"}',
        '{"text":"six"}',
        '{"text":"seven\\nlines"}',
        '{"text":"nine"}',
      ])
      expect(found.faults.map(({ line }) => line)).toEqual([3, 4, 5, 9])
    }
    expect((await read('csv', '"')).refused).toMatch(/no line that names its columns/)
    const open = await read(
      'csv',
      'a,b\n"',
      ...Array.from({ length: 5 }, () => 'x'.repeat(1_000_000)),
      '\nlast,1',
    )
    expect(open.memories.map(({ payload }) => payload)).toEqual(['{"a":"last","b":"1"}'])
    expect(open.faults).toHaveLength(1)
  })

  it('LNK-4 lose what no store could hold, which is named', async () => {
    const payload = (text: string) => `<data key="payload">${text}</data>`
    const file = graphml(
      [
        `<node id="1,2">${payload('{"a":1}')}</node>`,
        '<node/>',
        `<node id="1,NaN">${payload('{}')}</node>`,
        `<node id="3">${payload('{"a":')}</node>`,
        `<node id="4">${payload('{}')}<data key="importance">1e999</data></node>`,
        `<node id="5">${payload('{}')}<data key="type">ghost</data></node>`,
        `<node id="${Array(17).fill(1)}">${payload('{}')}</node>`,
        '<node id="6"><data key="label">&lt;script&gt;alert(1)&lt;/script&gt;</data></node>',
        '<edge source="1,2" target="6"><data key="weight">2</data></edge>',
        '<edge source="1,2" target="6"><data key="type">t</data><data key="weight">-1</data></edge>',
        `<edge source="1,2" target="6"><data key="type">${'x'.repeat(101)}</data></edge>`,
        '<edge source="" target="6"/>',
      ].join('\n'),
    )
    const found = await read('graphml', file)
    expect(found.memories.map(({ coordinate, payload: text }) => [coordinate, text])).toEqual([
      [[1, 2], '{"a":1}'],
      [null, '{"title":""}'],
      [[6], '{"title":"<script>alert(1)</script>"}'],
    ])
    expect(found.links.map(({ from, to, weight }) => [from, to, weight])).toEqual([[[1, 2], [6], 2]])
    expect(found.faults.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 10, 11, 12])
  })

  it('SEC know no prototype, no depth without end and no number that is none', async () => {
    const node =
      '{"nodes":[{"key":"1","attributes":{"__proto__":{"type":"ghost"},"payload":"{\\"__proto__\\":1}"}}]}'
    expect((await read('json', node)).memories).toMatchObject([{ type: null, payload: '{"__proto__":1}' }])
    const proto = await read('jsonl', '{"__proto__":{"memory":"x"},"constructor":1}')
    expect(proto.memories).toMatchObject([{ payload: '{"__proto__":{"memory":"x"},"constructor":1}' }])
    const deep = await read('jsonl', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    expect(deep.faults[0]?.why).toMatch(/nesting/)
    expect((await read('json', `[${'{"a":'.repeat(100_000)}`)).refused).toMatch(/ends in the middle/)
    const huge = await read(
      'jsonl',
      '{"coord":[1],"payload":{"n":1e999},"importance":1e999}\n{"coord":[1e400],"payload":{}}',
    )
    expect(huge.faults.map(({ why }) => why)).toEqual([
      'its importance is not a finite number',
      'its coordinate is not 1 to 16 numbers',
    ])
  })

  it.each([
    '../../etc/passwd',
    '..',
    'C:\\Windows\\win.ini',
    '/etc/cron.d/x',
    'a\u0000b',
    '<img src=x onerror=alert(1)>',
    '\u202egpj.exe',
    '.bashrc',
    'CON',
    'x'.repeat(400),
  ])('SEC a memory called %j goes out as a note in the folder, whatever it is called', (title) => {
    const memory = { coordinate: [1, -2.5], title, payload: '{}', type: 'semantic' as const }
    const line = noteLine({ ...memory, importance: 0, timestamp: null, pinned: false }, [])
    expect((JSON.parse(line) as { path: string }).path).toMatch(
      /^[\p{L}\p{N}][\p{L}\p{N}-]{0,59} 1_-2\.5\.md$/u,
    )
  })

  it('SEC never hold a line or an item that is longer than any memory', async () => {
    const part = 'x'.repeat(1_000_000)
    const long = Array.from({ length: 20 }, () => part)
    const lines = await read('jsonl', '{"text":"', ...long, '"}\n{"text":"short"}')
    expect(lines.memories).toHaveLength(1)
    expect(lines.faults).toMatchObject([{ line: 1, why: expect.stringContaining('more than') }])
    const items = await read('json', '[{"text":"', ...long, '"},{"text":"short"}]')
    expect(items.memories).toHaveLength(1)
    expect(items.faults).toHaveLength(1)
  })

  it('LNK-4 of other programs are taken: keys by number, prefixes, shapes inside nodes, a mark of byte order', async () => {
    const foreign = `\ufeff<?xml version="1.0"?><g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns" xmlns:y="y">
      <g:key id="d0" for="node" attr.name="label" attr.type="string"/>
      <g:key id="d1" for="all" attr.name="weight" attr.type="double"/>
      <g:graph><g:node id="7"><g:data key="d0">A <![CDATA[<b>]]></g:data><y:Shape><y:Fill color="#fff"/></y:Shape></g:node>
      <g:edge source="7" target="7"><g:data key="d1">0.5</g:data></g:edge></g:graph></g:graphml>`
    const found = await read('graphml', foreign)
    expect(found.memories[0]?.payload).toBe('{"title":"A <b>"}')
    expect(found.links).toMatchObject([{ from: [7], to: [7], weight: 0.5, type: 'related' }])
    expect((await read('jsonl', '', '\ufeff{"link":{}}')).faults).toHaveLength(1)
  })
})
