import { describe, expect, it } from 'vitest'
import type { ExportFormat } from '#contract/graph-files'
import type { ImportMode } from '#contract/imports'
import type { Engine } from '#engine/index'
import type { MemoryStore } from '#engine/ports'
import { delegatedStore } from '#engine/secrets/delegated-store'
import { openEngineInProcess } from '../store/engine-in-process.ts'
import { contents, importText, never, undoImport } from './import-run.ts'

type Options = Partial<Parameters<Engine['exportMemories']>[0]>
const exported = async (engine: Engine, format: ExportFormat, options: Options = {}): Promise<string> => {
  const parts: string[] = []
  const query = { namespace: 'from', format, versions: true, ...options }
  for await (const { text } of engine.exportMemories(query, never)) parts.push(text)
  return parts.join('')
}

const put = (engine: Engine, n: number, text: string, importance = 0) =>
  engine.memories.store(
    {
      ...{ namespace: 'from', coordinate: [n], payload: JSON.stringify({ text }), type: 'semantic' },
      ...{ importance, ifTaken: 'update' },
    },
    'test',
  )

/** Three memories with one, three and four states, of which one lay in the bin. */
const filled = async (): Promise<Engine> => {
  const { engine } = await openEngineInProcess()
  await engine.namespaces.create('from')
  await put(engine, 1, 'only')
  for (const [i, text] of ['first', 'second', 'third'].entries()) await put(engine, 2, text, i)
  for (const text of ['a', 'b']) await put(engine, 3, text)
  await engine.memories.remove({ namespace: 'from', coordinates: [[3]] }, undefined, 'test')
  await put(engine, 3, 'c')
  return engine
}

const statesOf = async ({ store }: Engine, namespace: string, n: number): Promise<unknown[]> => {
  const versions = await store.versions(namespace, [n], 100)
  return versions
    .filter(({ deleted }) => !deleted)
    .map(({ payload, importance, type, timestamp, pinned }) => [payload, importance, type, timestamp, pinned])
}

/** A store that fails once, after so many commits of an import. */
const endingAfter = (store: MemoryStore, commits: number): MemoryStore => {
  let left = commits
  return {
    ...delegatedStore(store),
    commit: async (draft) => {
      if (draft.action === 'import' && left-- === 0) throw new Error('the end')
      return store.commit(draft)
    },
  }
}

describe('earlier versions in a file', () => {
  it.each(['jsonl', 'json'] as const)(
    'LNK-4 MEM-9 come back from %s, and can be restored',
    async (format) => {
      const engine = await filled()
      const file = await exported(engine, format)
      const dry = await importText(engine, format, [file], { dryRun: true })
      expect(dry.report).toMatchObject({ added: 3, versions: 4, failed: 0 })

      const { report } = await importText(engine, format, [file])
      expect(report).toMatchObject({ added: 3, changed: 0, versions: 4, failed: 0 })
      expect(await contents(engine, 'to')).toEqual(await contents(engine, 'from'))
      for (const n of [1, 2, 3])
        expect(await statesOf(engine, 'to', n)).toEqual(await statesOf(engine, 'from', n))
      await engine.memories.restoreVersion({ namespace: 'to', coordinate: [2] }, 1, undefined, 'test')
      expect(await engine.memories.get({ namespace: 'to', coordinate: [2] })).toMatchObject({
        payload: '{"text":"first"}',
        importance: 0,
        version: 4,
      })
      await engine.close()
    },
  )

  it('MEM-10 are undone with the import, and leave nothing where it is made again', async () => {
    const engine = await filled()
    const file = await exported(engine, 'jsonl')
    const { report } = await importText(engine, 'jsonl', [file])
    const again = await importText(engine, 'jsonl', [file])
    expect(again.report).toMatchObject({ added: 0, changed: 0, same: 3, versions: 0, import: null })
    await undoImport(engine, report.import)
    expect(await contents(engine, 'to')).toEqual({ memories: [], links: [] })
    await engine.close()
  })

  it('go on where an import ended between two of them, and leave a memory with another past alone', async () => {
    const engine = await filled()
    const file = await exported(engine, 'jsonl')
    // After the first earlier states, after the second ones, and after what the memories are now.
    for (const commits of [1, 2, 3]) {
      const dying = await openEngineInProcess({ wrap: (store) => endingAfter(store, commits) })
      await expect(importText(dying.engine, 'jsonl', [file])).rejects.toThrow('the end')
      await importText(dying.engine, 'jsonl', [file], { resume: true })
      for (const n of [1, 2, 3])
        expect(await statesOf(dying.engine, 'to', n), `${commits} ${n}`).toEqual(
          await statesOf(engine, 'from', n),
        )
      await dying.engine.close()
    }
    for (const [namespace, mode] of [
      ['other', 'update'],
      ['kept', 'skip'],
    ] as const satisfies readonly (readonly [string, ImportMode])[]) {
      await engine.namespaces.create(namespace)
      await engine.memories.store(
        {
          ...{ namespace, coordinate: [2], payload: '{"text":"own"}', type: 'semantic' },
          ...{ importance: 0, ifTaken: 'update' },
        },
        'test',
      )
      const { report } = await importText(engine, 'jsonl', [file], { namespace, mode })
      expect(report).toMatchObject({ added: 2, versions: 2 })
    }
    expect((await statesOf(engine, 'other', 2)).length).toBe(2)
    expect((await statesOf(engine, 'kept', 2)).length).toBe(1)
    await engine.close()
  })

  it('are not in it unless asked for, nor in formats without room for them', async () => {
    const engine = await filled()
    for (const format of ['graphml', 'gexf', 'csv', 'markdown'] as const)
      expect(await exported(engine, format)).not.toContain('first')
    expect(await exported(engine, 'jsonl', { versions: false })).not.toContain('first')
    await engine.close()
  })

  it('MEM-11 cost their memory where one is broken, by line and with the reason', async () => {
    const engine = await filled()
    const versions = [{ payload: '{"text":"was"}' }, { payload: '{', type: 'semantic' }]
    const memory = { coordinate: [9], payload: '{"text":"is"}', versions }
    const { report, faults } = await importText(engine, 'jsonl', [JSON.stringify({ memory })])
    expect(report).toMatchObject({ added: 0, failed: 1 })
    expect(faults).toMatchObject([{ line: 1, why: expect.stringContaining('earlier versions') }])
    await engine.close()
  })

  it('LNK-4 exports of what the table shows have that and nothing else', async () => {
    const engine = await filled()
    const names = async (options: Options): Promise<unknown[]> => {
      const text = await exported(engine, 'jsonl', { versions: false, ...options })
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).memory.coordinate)
    }
    expect(await names({ filter: { is: 'importance', min: 1 } })).toEqual([[2]])
    expect(await names({ search: 'thi' })).toEqual([[2]])
    expect(await names({ coordinates: [[3], [1], [99], [3]] })).toEqual([[3], [1]])
    await engine.close()
  })
})
