import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/index'
import { openEngineInProcess } from '../store/engine-in-process.ts'
import { contents, importText, never, undoImport } from './import-run.ts'

const memory = (x: number, text = `memory ${x}`, more: object = {}): string =>
  `${JSON.stringify({ memory: { coordinate: [x], payload: JSON.stringify({ text }), type: 'semantic', ...more } })}\n`
const link = (from: number, to: number, weight = 1): string =>
  `${JSON.stringify({ link: { from: [from], to: [to], type: 'a', weight } })}\n`
const many = (n: number): string => Array.from({ length: n }, (_, i) => memory(i)).join('')

const withEngine = async (work: (engine: Engine) => Promise<void>): Promise<void> => {
  const { engine } = await openEngineInProcess()
  await work(engine)
  await engine.close()
}

describe('an import', () => {
  it('LNK-4 a dry run says what would come of it, and changes nothing', () =>
    withEngine(async (engine) => {
      const file = [memory(1), memory(2), link(1, 2), link(1, 9), '{']
      const before = await engine.store.seq()
      const dry = await importText(engine, 'jsonl', file, { dryRun: true })
      expect(dry.report).toMatchObject({
        isDryRun: true,
        isNew: true,
        added: 2,
        links: 1,
        failed: 2,
        import: null,
      })
      expect(dry.faults.map(({ line }) => line)).toEqual([5, 4])
      expect(await engine.store.seq()).toBe(before)
      expect(await engine.store.namespaces()).toEqual([])

      const { report } = await importText(engine, 'jsonl', file)
      expect(report).toMatchObject({ isDryRun: false, added: 2, links: 1, failed: 2 })
      const changed = [memory(1), memory(2, 'other'), memory(3), link(1, 2), link(2, 3)]
      const again = await importText(engine, 'jsonl', changed, { dryRun: true })
      expect(again.report).toMatchObject({
        isNew: false,
        added: 1,
        changed: 1,
        same: 1,
        skipped: 0,
        links: 1,
      })
      const skipping = await importText(engine, 'jsonl', changed, { dryRun: true, mode: 'skip' })
      expect(skipping.report).toMatchObject({ added: 1, changed: 0, same: 1, skipped: 1 })
      const replacing = await importText(engine, 'jsonl', [memory(2)], { dryRun: true, mode: 'replace' })
      expect(replacing.report).toMatchObject({ same: 1, removed: 1 })
    }))

  it('MEM-10 of the same file again changes nothing, and leaves no trace', () =>
    withEngine(async (engine) => {
      await importText(engine, 'jsonl', [memory(1), memory(2), link(1, 2)])
      const seq = await engine.store.seq()
      const { report } = await importText(engine, 'jsonl', [memory(1), memory(2), link(1, 2)])
      expect(report).toMatchObject({ added: 0, changed: 0, same: 2, links: 0, import: null })
      expect(await engine.store.seq()).toBe(seq)
    }))

  it('MEM-9 MEM-10 replaces as one thing to undo, and each state before can be restored', () =>
    withEngine(async (engine) => {
      await importText(engine, 'jsonl', [many(1200), link(1, 2)])
      const before = await contents(engine, 'to')
      const seqBefore = await engine.store.seq()
      const file = [memory(0, 'other'), memory(5000)]
      const { report } = await importText(engine, 'jsonl', file, { mode: 'replace' })
      expect(report).toMatchObject({ added: 1, changed: 1, removed: 1199 })
      expect((await contents(engine, 'to')).memories).toHaveLength(2)
      const changes = await engine.journal.list({ namespace: 'to', limit: 10 })
      const made = changes.filter(({ seq }) => seq > seqBefore).map(({ seq }) => seq)
      expect([report.changes, made.length]).toEqual([made, 3])
      expect(changes.find(({ summary }) => summary.startsWith('Deleted'))?.count).toBe(1199 + 1)
      const place = { namespace: 'to', coordinate: [7] }
      const [, old] = await engine.memories.versions(place, 9)
      await engine.memories.restoreVersion(place, old?.version ?? 0, undefined, 'test')
      expect((await engine.memories.get(place)).deletedAt).toBeNull()
      await expect(undoImport(engine, report.import)).rejects.toThrow(/\(7\) was changed again later/)
      const restored = await engine.journal.list({ namespace: 'to', limit: 9 })
      await engine.journal.undo(restored.find(({ action }) => action === 'restore')?.seq ?? 0, 'test')

      await undoImport(engine, report.import)
      expect(await contents(engine, 'to')).toEqual(before)
    }))

  it('MEM-11 takes 95 of 100 lines where 5 are broken, and names each of the others', () =>
    withEngine(async (engine) => {
      const broken = [
        '{',
        '[]',
        'x',
        '{"memory":{"coordinate":["a"],"payload":"{}"}}',
        '{"memory":{"coordinate":[1]}}',
      ]
      const lines = Array.from({ length: 100 }, (_, i) =>
        i % 20 === 7 ? `${broken[(i - 7) / 20]}\n` : memory(i),
      )
      const { report, faults } = await importText(engine, 'jsonl', lines)
      expect(report).toMatchObject({ added: 95, failed: 5 })
      expect(faults.map(({ line }) => line)).toEqual([8, 28, 48, 68, 88])
      expect(report.first).toEqual(faults)
    }))

  it('MEM-11 ended early keeps what is in, and goes on where it was, on top of what was changed since', () =>
    withEngine(async (engine) => {
      const ending = new AbortController()
      const onItem = ({ kind }: { kind: string }): void => {
        if (kind === 'progress') ending.abort(new Error('ended'))
      }
      const file = [many(1200), link(1, 1100)]
      const cut = importText(engine, 'jsonl', file, { signal: ending.signal, onItem })
      await expect(cut).rejects.toThrow('ended')
      const kept = (await contents(engine, 'to')).memories.length
      expect(kept).toBe(250)
      await engine.memories.remove({ namespace: 'to', coordinates: [[3]] }, undefined, 'test')
      const dry = await importText(engine, 'jsonl', file, { dryRun: true })
      expect(dry.report.unfinished?.taken).toBe(kept)
      const { report } = await importText(engine, 'jsonl', file, { resume: true })
      expect(report).toMatchObject({ added: 1200, links: 1, failed: 0 })
      expect((await contents(engine, 'to')).memories).toHaveLength(1199)
      expect((await importText(engine, 'jsonl', file, { dryRun: true })).report.unfinished).toBeNull()
      const [restore] = await engine.journal.list({ namespace: 'to', limit: 500 })
      expect(restore?.summary).toBe('Imported 1,200 memories and 1 link from a file, to the end')
      await engine.memories.restore({ namespace: 'to', coordinates: [[3]] }, undefined, 'test')
    }))

  it('MEM-10 is undone and done again change by change, and undone twice only once', () =>
    withEngine(async (engine) => {
      const { report } = await importText(engine, 'jsonl', [many(600), link(1, 2)])
      await undoImport(engine, report.import)
      expect(await contents(engine, 'to')).toEqual({ memories: [], links: [] })
      const seq = await engine.store.seq()
      await undoImport(engine, report.import)
      expect(await engine.store.seq()).toBe(seq)
      expect((await importText(engine, 'jsonl', [many(600), link(1, 2)])).report).toMatchObject({
        added: 600,
        links: 1,
      })
    }))

  it('MEM-4 MEM-5 what a file does not say stays as it is', () =>
    withEngine(async (engine) => {
      const full = { importance: 3, timestamp: 5, pinned: true }
      await importText(engine, 'jsonl', [memory(1, 'one', full)])
      const bare = JSON.stringify({ coord: [1], payload: { text: 'two' } })
      await importText(engine, 'jsonl', [bare])
      const found = await engine.memories.get({ namespace: 'to', coordinate: [1] })
      expect(found).toMatchObject({ payload: '{"text":"two"}', type: 'semantic', ...full, version: 2 })
    }))
})

describe('files of other programs', () => {
  const mcp = [
    '{"type":"entity","name":"Ada","entityType":"person","observations":["likes tea","1,2"]}',
    '{"type":"entity","name":"1,2","entityType":"number","observations":[]}',
    '{"type":"relation","from":"Ada","to":"1,2","relationType":"counts"}',
    '{"type":"relation","from":"Ada","to":"Bob","relationType":"knows"}',
  ].join('\n')

  it('LIFE-1 entities and relations of the MCP memory server become memories and links, and are found again', () =>
    withEngine(async (engine) => {
      const { report, faults } = await importText(engine, 'jsonl', [mcp])
      expect(report).toMatchObject({ added: 2, links: 1, failed: 1 })
      expect(faults).toEqual([
        { line: 4, what: 'link Ada to Bob', why: 'there is no memory at one of its ends' },
      ])
      const { memories, links } = await contents(engine, 'to')
      expect(memories.join()).toContain('likes tea')
      expect(links.join()).toContain('"counts"')
      const longer = mcp.replace('likes tea', 'likes coffee')
      const dry = await importText(engine, 'jsonl', [longer], { dryRun: true })
      expect(dry.report).toMatchObject({ added: 0, changed: 1, same: 1, links: 0 })
      await importText(engine, 'jsonl', [longer], { mode: 'replace' })
      expect((await contents(engine, 'to')).memories).toHaveLength(2)
    }))

  it('LIFE-1 places are found again after an import that ended early', () =>
    withEngine(async (engine) => {
      const lines = Array.from(
        { length: 700 },
        (_, i) => `{"type":"entity","name":"n${i}","observations":["word${i % 7}"]}\n`,
      )
      const links = Array.from(
        { length: 699 },
        (_, i) => `{"type":"relation","from":"n${i}","to":"n${i + 1}","relationType":"next"}\n`,
      )
      const ending = new AbortController()
      const onItem = ({ kind }: { kind: string }): void => {
        if (kind === 'progress') ending.abort(new Error('ended'))
      }
      const file = [...lines, ...links]
      await expect(importText(engine, 'jsonl', file, { signal: ending.signal, onItem })).rejects.toThrow(
        'ended',
      )
      const { report } = await importText(engine, 'jsonl', file, { resume: true })
      expect(report).toMatchObject({ added: 700, links: 699, failed: 0 })
      expect((await contents(engine, 'to')).memories).toHaveLength(700)
    }))

  it('lines of the original keep their payload, without what is known of them besides', () =>
    withEngine(async (engine) => {
      const line =
        '{"task": "write docs", "n": 1.0, "importance": 2, "coordinate": [1.0, 2.0], "memory_type": "semantic", "timestamp": 5.5}'
      await importText(engine, 'jsonl', [line])
      expect(await engine.memories.get({ namespace: 'to', coordinate: [1, 2] })).toMatchObject({
        payload: '{"task":"write docs","n":1.0,"importance":2,"timestamp":5.5}',
        type: 'semantic',
        importance: 2,
        timestamp: 5.5,
      })
    }))

  it('mem0: what it remembers is the text, its id finds it again', () =>
    withEngine(async (engine) => {
      const file = JSON.stringify(
        {
          results: [
            {
              id: 'a',
              memory: 'Dev works at TechCorp',
              user_id: 'dev',
              metadata: { type: 'job' },
              created_at: '2026-01-02T00:00:00Z',
            },
            { id: 'b', memory: 'Carl leads', user_id: 'carl', created_at: null },
          ],
          relations: [{ source: 'dev', relationship: 'works_at', target: 'techcorp' }],
        },
        null,
        2,
      )
      const { report } = await importText(engine, 'json', [file])
      expect(report).toMatchObject({ added: 2, failed: 1 })
      const [first] = (await engine.store.memoriesAfter('to', 0, 9)).map(({ memory: found }) => found)
      expect(first).toMatchObject({ text: 'Dev works at TechCorp', type: 'semantic', timestamp: 1767312000 })
      expect((await importText(engine, 'json', [file])).report).toMatchObject({ added: 0, same: 2 })
    }))

  it('graphs of other programs: nodes get places, attributes become the payload', () =>
    withEngine(async (engine) => {
      const file = `<gexf><graph><attributes class="node"><attribute id="0" title="kind"/></attributes><nodes>
        <node id="n0" label="Alpha"><attvalues><attvalue for="0" value="root"/></attvalues></node>
        <node id="n1" label="Beta"/></nodes><edges><edge source="n0" target="n1" weight="2"/></edges></graph></gexf>`
      const { report } = await importText(engine, 'gexf', [file])
      expect(report).toMatchObject({ added: 2, links: 1, failed: 0 })
      expect((await contents(engine, 'to')).memories.join()).toContain('\\"kind\\":\\"root\\"')
    }))

  it('tables: columns are what their names say, unless somebody says otherwise', () =>
    withEngine(async (engine) => {
      const rows = [
        'id;x;y;text;when',
        'a;1;2;"one; two\nthree ""four""";2026-01-02',
        'b;;;plain;5',
        '',
        ';3;4;short',
      ]
      const file = rows.join('\r\n')
      const upload = await engine.imports.files.take(undefined, file)
      const { format, table } = await engine.imports.inspect(upload, 'notes.csv')
      expect(format).toBe('csv')
      expect(table?.columns.map(({ role }) => role)).toEqual(['id', 'axis', 'axis', 'field', 'timestamp'])
      expect(table?.rows[1]).toEqual(['b', '', '', 'plain', '5'])
      const { report } = await importText(engine, 'csv', [file])
      expect(report).toMatchObject({ added: 3, failed: 0 })
      expect(await engine.memories.get({ namespace: 'to', coordinate: [1, 2] })).toMatchObject({
        payload: JSON.stringify({ id: 'a', text: 'one; two\nthree "four"' }),
        timestamp: 1767312000,
      })
      const columns = ['ignore', 'ignore', 'ignore', 'field', 'ignore'] as const
      const other = await importText(engine, 'csv', [file], { namespace: 'other', columns })
      expect(other.report).toMatchObject({ added: 3, failed: 0 })
      const texts = (await engine.store.memoriesAfter('other', 0, 9)).map(
        ({ memory: { payload } }) => payload,
      )
      expect(texts).toContain('{"text":"plain"}')
    }))

  it('tables: tabs part the columns of TSV, whatever else a cell holds, and a broken record costs its line alone', () =>
    withEngine(async (engine) => {
      const file = [
        'coord\ttext\tprice; in euro\timportance',
        '1,2\t"two\ttabs, one ""quote"""\t4;5\t3',
        '3,4\t\t\t',
        '5,6\tplain, with; commas|and bars\t7\t',
        '7,8\t"never closed\t1\t1',
        'x\tno place\t\t',
        '9,9\tone\ttoo\tmany\tcells',
        '8,8\tlast\t\tfour',
      ].join('\n')
      const upload = await engine.imports.files.take(undefined, file)
      const { format, table } = await engine.imports.inspect(upload, 'prices.tsv')
      expect(format).toBe('tsv')
      expect(table?.columns.map(({ role }) => role)).toEqual(['coordinate', 'field', 'field', 'importance'])
      expect(table?.rows[0]).toEqual(['1,2', 'two\ttabs, one "quote"', '4;5', '3'])
      const nameless = await engine.imports.files.take(undefined, file)
      expect((await engine.imports.inspect(nameless, 'prices')).format).toBe('tsv')

      const dry = await importText(engine, 'tsv', [file], { dryRun: true })
      expect(dry.report).toMatchObject({ isDryRun: true, added: 3, failed: 4 })
      const { report, faults } = await importText(engine, 'tsv', [file.slice(0, 90), file.slice(90)])
      expect(report).toMatchObject({ added: 3, failed: 4 })
      expect(faults.map(({ line }) => line)).toEqual([5, 6, 7, 8])
      expect(await engine.memories.get({ namespace: 'to', coordinate: [1, 2] })).toMatchObject({
        payload: JSON.stringify({ text: 'two\ttabs, one "quote"', 'price; in euro': '4;5' }),
        importance: 3,
      })
      const roles = ['ignore', 'field', 'ignore', 'ignore'] as const
      const other = await importText(engine, 'tsv', [file], { namespace: 'other', columns: roles })
      expect(other.report.added).toBeGreaterThan(3)
    }))

  it('notes: front matter is fields, wiki links are links, and a note is found again by its path', () =>
    withEngine(async (engine) => {
      const note = (path: string, text: string): string => `${JSON.stringify({ path, text })}\n`
      const notes = [
        note(
          'a/One.md',
          '---\ntags: [x, y]\nrating: 5\ndate: 2026-01-02\n---\n# First\n\nSee [[Two]], [[b/Three#part|that]], [it](../b/Three.md), [[None]] and `[[code]]`.',
        ),
        note('a/Two.md', 'Plain, to [[one]].'),
        note('b/Three.md', '---\ntitle: Third\n---\nhttps://a.md'),
        note('b/Bad.md', '---\na: [\n---\n'),
        note(
          'b/Bomb.md',
          `---\na: &a [x, x]\n${'bcdefghi'.replace(/./g, (k) => `${k}: &${k} [${`*${String.fromCharCode(k.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}---\n`,
        ),
        '{"path":1}\n',
      ]
      const upload = await engine.imports.files.take(undefined, notes.join(''))
      expect((await engine.imports.inspect(upload, 'vault')).format).toBe('markdown')
      const { report, faults } = await importText(engine, 'markdown', notes)
      expect(report).toMatchObject({ added: 3, links: 3 })
      expect(faults.map(({ line }) => line)).toEqual([4, 5, 6, 1])
      const { memories } = await contents(engine, 'to')
      expect(memories.join()).toContain('\\"title\\":\\"First\\",\\"tags\\":[\\"x\\",\\"y\\"],\\"rating\\":5')
      expect(memories.join()).toContain('\\"title\\":\\"Third\\"')
      const [first, ...others] = notes
      const edited = [first?.replace('First', 'Other') ?? '', ...others]
      expect((await importText(engine, 'markdown', edited)).report).toMatchObject({
        added: 0,
        changed: 1,
        same: 2,
      })
    }))

  it('notes that Soma wrote take the text that they have now', () =>
    withEngine(async (engine) => {
      await importText(engine, 'jsonl', [
        '{"coord":[1],"payload":{"n":1.0,"text":"before","z":1},"type":"semantic"}',
      ])
      let line = ''
      for await (const part of engine.exportMemories({ namespace: 'to', format: 'markdown' }, never))
        line += part.text
      expect(line).toContain('before 1.md')
      await importText(engine, 'markdown', [line.replace('\\nbefore', '\\nafter [[x]]')])
      expect((await engine.memories.get({ namespace: 'to', coordinate: [1] })).payload).toBe(
        '{"n":1.0,"text":"after [[x]]","z":1}',
      )
    }))

  it('a single list of any objects', () =>
    withEngine(async (engine) => {
      const { report } = await importText(engine, 'json', [
        '[{"text":"a"},{"text":"b","id":7},\n3,{"x":[1,{"y":"]"}]}]',
      ])
      expect(report).toMatchObject({ added: 3, failed: 1 })
      expect(report.first).toMatchObject([{ line: 2, why: 'it is no JSON object' }])
    }))

  it('is guessed by how it begins', async () => {
    await withEngine(async ({ imports }) => {
      const guess = async (name: string, text: string) => {
        const upload = await imports.files.take(undefined, text)
        return (await imports.inspect(upload, name)).format
      }
      expect(await guess('memory.json', mcp)).toBe('jsonl')
      expect(await guess('mem0.json', '{"results": [\n{"memory": "x"}]}')).toBe('json')
      expect(await guess('one-line.json', '{"nodes":[]}')).toBe('json')
      expect(await guess('x', '\ufeff[1]')).toBe('json')
      expect(await guess('x.xml', '<?xml version="1.0"?><gexf version="1.3">')).toBe('gexf')
      expect(await guess('x.graphml', '<?xml?><graphml>')).toBe('graphml')
    })
  })
})

describe('two imports', () => {
  it('MEM-11 of one file at the same time end, and double nothing', () =>
    withEngine(async (engine) => {
      await engine.namespaces.create('to')
      await Promise.all([importText(engine, 'jsonl', [many(700)]), importText(engine, 'jsonl', [many(700)])])
      expect((await contents(engine, 'to')).memories).toHaveLength(700)
    }))

  it('end with the signal, also before they began', () =>
    withEngine(async (engine) => {
      await expect(
        importText(engine, 'jsonl', [many(3)], { signal: AbortSignal.abort(new Error('ended')) }),
      ).rejects.toThrow('ended')
      expect(never.aborted).toBe(false)
    }))
})
