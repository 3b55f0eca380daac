import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from './api-fixture.ts'

const SIZE = 23
/** Each memory leads to its double and to the one after the next. */
const LINKS = Array.from({ length: SIZE }, (_, i) => [
  { from: [i], to: [(i * 2) % SIZE], type: 'double' },
  { from: [i], to: [(i + 2) % SIZE], type: 'next' },
])
  .flat()
  .filter(({ from, to }) => from[0] !== to[0])

let api: TestApi
beforeAll(async () => {
  api = await startApi()
  const lines = Array.from({ length: SIZE }, (_, i) =>
    JSON.stringify({ coord: [i], payload: { text: `memory ${i}` } }),
  ).join('\n')
  await api.ask('POST', '/memories/bulk', lines, { 'content-type': 'application/x-ndjson' })
  await api.ask('POST', '/links/bulk', { links: LINKS })
})
afterAll(() => api.stop())

interface Line {
  readonly kind: 'graph' | 'node' | 'link'
  readonly coord: number[]
  readonly from: number[]
  readonly to: number[]
  readonly type: string
  readonly next_offset: number | null
  readonly total: object
}

const page = async (query: string): Promise<Line[]> =>
  (await api.ask('GET', `/graph?${query}`)).text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

const sorted = (lines: readonly string[]): string[] => [...lines].sort()

describe('the graph', () => {
  it.each([1, 5, 7, SIZE, 100])(
    'in pages of %i: each memory once, each link once and after its ends',
    async (limit) => {
      const lines: Line[] = []
      for (let offset: number | null = 0; offset !== null; ) {
        const [head, ...rest] = await page(`offset=${offset}&limit=${limit}`)
        expect(head).toMatchObject({ kind: 'graph', total: { nodes: SIZE, links: LINKS.length } })
        lines.push(...rest)
        offset = head?.next_offset ?? null
      }
      const coords = lines.filter(({ kind }) => kind === 'node').map(({ coord }) => String(coord))
      expect(sorted(coords)).toEqual(
        sorted(LINKS.map(({ from }) => String(from)).filter((c, i, all) => all.indexOf(c) === i)),
      )
      const links = lines.filter(({ kind }) => kind === 'link')
      const spelled = (link: { from: number[]; to: number[]; type: string }) =>
        `${link.from}>${link.to}:${link.type}`
      expect(sorted(links.map(spelled))).toEqual(sorted(LINKS.map(spelled)))
      for (const link of links) {
        const at = lines.indexOf(link)
        for (const end of [link.from, link.to]) {
          const node = lines.findIndex(({ kind, coord }) => kind === 'node' && String(coord) === String(end))
          expect(node).toBeLessThan(at)
        }
      }
    },
  )

  it('goes out as a table, without links, and comes in as one', async () => {
    for (const [format, type] of [
      ['csv', 'text/csv'],
      ['tsv', 'text/tab-separated-values'],
    ]) {
      const { text, headers } = await api.ask('GET', `/graph/export?format=${format}`)
      expect(headers.get('content-type')).toContain(type)
      const into = `/graph/import?format=${format}&namespace=table-${format}`
      const { json } = await api.ask('POST', into, text, { 'content-type': 'application/octet-stream' })
      expect(json).toMatchObject({ added: SIZE, links: 0, failed: 0 })
    }
    expect((await api.ask('GET', '/graph/export?format=markdown')).status).toBe(400)
  })

  it('goes out as a file and comes in as one, into another namespace', async () => {
    for (const format of ['jsonl', 'graphml', 'gexf', 'json']) {
      const { text, status } = await api.ask('GET', `/graph/export?format=${format}`)
      expect([format, status]).toEqual([format, 200])
      const into = `/graph/import?format=${format}&namespace=copy-${format}`
      const type = { 'content-type': 'application/octet-stream' }
      const dry = await api.ask('POST', `${into}&dry_run=true`, text, type)
      expect(dry.json).toMatchObject({ is_dry_run: true, added: SIZE, links: LINKS.length, failed: 0 })
      const { json } = await api.ask('POST', into, text, type)
      expect(json).toMatchObject({ is_dry_run: false, added: SIZE, links: LINKS.length, failed: 0 })
      const { json: counts } = await api.ask('GET', `/stats?namespace=copy-${format}`)
      expect(counts).toMatchObject({ total: SIZE, total_memories: SIZE, links: LINKS.length })
    }
  })

  it('refuses a file that is none, and pages that reach too far', async () => {
    const file = await api.ask('POST', '/graph/import?format=graphml', 'not xml', {
      'content-type': 'text/xml',
    })
    expect([file.status, (file.json as { code: string }).code]).toEqual([400, 'import/file'])
    const far = await api.ask('GET', '/graph?offset=199999&limit=2')
    expect((far.json as { issues: object }).issues).toMatchObject([{ path: 'offset' }])
  })

  it('tells of neighbours as pairs for older clients, and as memories', async () => {
    const { json } = await api.ask('GET', '/neighbors?coord=3&link_type=next')
    expect(json).toMatchObject({
      total: 1,
      neighbors: [[[5], { type: 'next', weight: 1, hops: 1 }]],
      memories: [{ coord: [5] }],
    })
    const paths = await api.ask('GET', '/paths?from=3&to=12&by=hops&types=double')
    expect(paths.json).toMatchObject({
      paths: [{ memories: [{ coord: [3] }, { coord: [6] }, { coord: [12] }] }],
    })
  })
})
