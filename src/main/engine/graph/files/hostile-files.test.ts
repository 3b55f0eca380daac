import { describe, expect, it } from 'vitest'
import { DEFAULT_PAYLOAD_LIMITS } from '../../memory/payload.ts'
import { FileRefused } from './graph-file.ts'
import { readGraphFile } from './read-graph-file.ts'

const read = (format: Parameters<typeof readGraphFile>[0], text: string) =>
  readGraphFile(format, [text], DEFAULT_PAYLOAD_LIMITS)

const graphml = (inside: string): string =>
  `<graphml><graph edgedefault="directed">${inside}</graph></graphml>`

describe('files that somebody gave', () => {
  it('LNK-4 are refused as a whole, with a reason, where they cannot be read', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${graphml('<node id="1"><data key="payload">&b;</data></node>')}`
    const cases: [Parameters<typeof readGraphFile>[0], string, RegExp][] = [
      ['graphml', '', /is empty/],
      ['graphml', 'not xml', /well-formed/],
      ['graphml', graphml('<node id="1">'), /well-formed/],
      ['graphml', '<gexf></gexf>', /no graphml file/],
      ['graphml', '<graphml></graphml>', /no graph in it/],
      ['graphml', bomb, /well-formed.*entity/],
      ['graphml', graphml(`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), /nests deeper/],
      ['graphml', graphml('<node id="&#0;"/>'), /well-formed/],
      ['gexf', '<html><script>alert(1)</script></html>', /no gexf file/],
      ['json', '{', /not JSON/],
      ['json', '[]', /no list "nodes"/],
      ['json', 'null', /no list "nodes"/],
      ['jsonl', '{"memory":{"coordinate":[1],"payload":"{}"}}\n{', /Line 2 is not JSON/],
      ['jsonl', '{"other":1}', /Line 1 is neither/],
    ]
    for (const [format, text, why] of cases) {
      expect(() => read(format, text), text.slice(0, 80)).toThrow(FileRefused)
      expect(() => read(format, text)).toThrow(why)
    }
  })

  it('LNK-4 lose what no store could hold, which is named, and nothing else', () => {
    const payload = (text: string) => `<data key="payload">${text}</data>`
    const file = graphml(
      [
        `<node id="1,2">${payload('{"a":1}')}</node>`,
        `<node id="1, 2">${payload('{"b":1}')}</node>`,
        '<node id="n0"/>',
        '<node/>',
        `<node id="1,NaN">${payload('{}')}</node>`,
        `<node id="3">${payload('{"a":')}</node>`,
        `<node id="4"><data key="importance">1e999</data></node>`,
        `<node id="5"><data key="type">ghost</data></node>`,
        '<node id="6"><data key="label">&lt;script&gt;alert(1)&lt;/script&gt;</data></node>',
        '<edge source="1,2" target="6"><data key="weight">2</data></edge>',
        '<edge source="1,2" target="6"><data key="weight">3</data></edge>',
        '<edge source="1,2" target="9"/>',
        '<edge source="1,2" target="6"><data key="type">t</data><data key="weight">-1</data></edge>',
        `<edge source="1,2" target="6"><data key="type">${'x'.repeat(101)}</data></edge>`,
      ].join(''),
    )
    const found = read('graphml', file)
    expect(found.memories.map(({ coordinate, payload: text }) => [coordinate, text])).toEqual([
      [[1, 2], '{"a":1}'],
      [[6], '{"title":"<script>alert(1)</script>"}'],
    ])
    expect(found.links.map(({ from, to, weight }) => [from, to, weight])).toEqual([[[1, 2], [6], 2]])
    expect(found.leftOutTotal).toBe(11)
    expect(found.leftOut.map(({ what }) => what)).toContain('memory n0')
  })

  it('LNK-4 know no prototype: names like __proto__ are fields like others', () => {
    const file =
      '{"nodes":[{"key":"1","attributes":{"__proto__":{"type":"ghost"},"payload":"{\\"__proto__\\":1}"}}]}'
    const found = read('json', file)
    expect(found.memories).toMatchObject([{ type: 'episodic', payload: '{"__proto__":1}' }])
  })

  it('LNK-4 of other programs are taken: keys by number, prefixes, shapes inside nodes, a mark of byte order', () => {
    const foreign = `\ufeff<?xml version="1.0"?><g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns" xmlns:y="y">
      <g:key id="d0" for="node" attr.name="label" attr.type="string"/>
      <g:key id="d1" for="all" attr.name="weight" attr.type="double"/>
      <g:graph><g:node id="7"><g:data key="d0">A <![CDATA[<b>]]></g:data><y:Shape><y:Fill color="#fff"/></y:Shape></g:node>
      <g:edge source="7" target="7"><g:data key="d1">0.5</g:data></g:edge></g:graph></g:graphml>`
    const found = read('graphml', foreign)
    expect(found.memories[0]?.payload).toBe('{"title":"A <b>"}')
    expect(readGraphFile('jsonl', ['', '\ufeff{"link":{}}'], DEFAULT_PAYLOAD_LIMITS).leftOutTotal).toBe(1)
    expect(found.links).toMatchObject([{ from: [7], to: [7], weight: 0.5, type: 'related' }])
  })
})
