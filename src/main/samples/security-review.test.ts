import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { terms } from '#engine/text/analyzer'
import { readSample, SampleError } from './security-review.ts'

const path = fileURLToPath(new URL('../../../assets/sample/security-review.json.gz', import.meta.url))
const { memories, links, queries } = await readSample(path)
const payloads = memories.map(({ payload }): Record<string, unknown> => JSON.parse(payload))

describe('security-review sample', () => {
  it('has the memories and links of its source', () => {
    expect(memories).toHaveLength(4484)
    expect(links).toHaveLength(9975)
    expect(memories.filter(({ type }) => type === 'episodic')).toHaveLength(2043)
    expect(memories.filter(({ pinned }) => pinned)).toHaveLength(8)
  })

  it('MEM-1 places every memory alone, within 0 to 100 and the years of CWE', () => {
    expect(new Set(memories.map(({ coordinate }) => coordinate.join())).size).toBe(memories.length)
    for (const { coordinate } of memories) {
      const [x = -1, y = -1, year = 0] = coordinate
      expect(coordinate).toHaveLength(3)
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(Math.max(x, y)).toBeLessThanOrEqual(100)
      expect(year).toBeGreaterThanOrEqual(1999)
      expect(year).toBeLessThanOrEqual(2024)
    }
  })

  it('MEM-4 spreads importance and time', () => {
    const importance = memories.map((memory) => memory.importance)
    expect(Math.min(...importance)).toBe(0.5)
    expect(Math.max(...importance)).toBeGreaterThan(8)
    for (const { timestamp, coordinate } of memories) {
      expect(new Date(timestamp * 1000).getUTCFullYear()).toBe(coordinate[2])
    }
  })

  it('MEM-6 gives every memory a text to embed, tags and a kind', () => {
    for (const { kind, tags, text, title, description } of payloads) {
      expect(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')).toBe(true)
      if (kind === 'case') expect(text).toMatch(/^CVE-\d+-\d+: ./)
      else
        expect(typeof title === 'string' && typeof description === 'string' && text === undefined).toBe(true)
    }
  })

  it('LNK-1 joins memories that are there, and leaves none alone', () => {
    const places = new Set(memories.map(({ coordinate }) => coordinate.join()))
    const joined = new Set(links.flatMap(({ from, to }) => [from.join(), to.join()]))
    expect(joined).toEqual(places)
  })

  it('asks questions that no keyword answers', () => {
    const known = new Set(
      payloads.flatMap((p) => terms(`${p.text ?? ''} ${p.title ?? ''} ${p.description ?? ''}`)),
    )
    expect(queries).toHaveLength(3)
    for (const query of queries) expect(terms(query).filter((term) => known.has(term))).toEqual([])
  })
})

describe('a file that is no sample', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soma-sample-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    ['is not compressed', Buffer.from('{}')],
    ['is not JSON', gzipSync('hello')],
    ['is something else', gzipSync('{"format":"soma-export"}')],
    [
      'links to a memory that it lacks',
      gzipSync('{"format":"soma-sample","version":1,"memories":[],"links":[[0,1,"a"]],"queries":[]}'),
    ],
  ])('is refused when it %s', async (_, bytes) => {
    const file = join(folder, 'sample.json.gz')
    await writeFile(file, bytes)
    await expect(readSample(file)).rejects.toThrow(SampleError)
  })

  it('is refused when it is missing', async () => {
    await expect(readSample(join(folder, 'none'))).rejects.toThrow(SampleError)
  })
})
