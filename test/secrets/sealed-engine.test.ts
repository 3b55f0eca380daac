import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecallQuery } from '#contract/recall'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'
import { cipherOf, sealedOverStore } from './sealed-bench.ts'

const A = 'agents'
const SECRET = 'qzxplugh'
const TASK = `rotate the ${SECRET} credentials of the vault`
const never = new AbortController().signal

let folder: string
let file: string
let at: EngineInProcess
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'soma-sealed-'))
  file = join(folder, 'memories.sqlite')
  await open()
  await at.engine.namespaces.create(A)
})
afterEach(async () => {
  await at.engine.close()
  rmSync(folder, { recursive: true })
})

const open = async (options: Parameters<typeof sealedOverStore>[1] = {}): Promise<void> => {
  at = await openEngineInProcess({ file, wrap: (store) => sealedOverStore(store, options) })
}
const reopen = async (options: Parameters<typeof sealedOverStore>[1] = {}): Promise<void> => {
  await at.engine.close()
  await open(options)
}

const store = (x: number, payload: object | string) =>
  at.engine.memories.store(
    {
      namespace: A,
      coordinate: [x],
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
      type: 'semantic',
      importance: 0,
      ifTaken: 'update',
    },
    'ann',
  )
const get = (x: number, namespace = A) => at.engine.memories.get({ namespace, coordinate: [x] })
const recall = (query: string, extra: Partial<RecallQuery> = {}) =>
  at.engine.recall.search({ namespace: A, query, k: 5, ...extra } as RecallQuery, never)
const page = (extra: object = {}) =>
  at.engine.memories.page({
    namespace: A,
    sort: { by: 'coordinate', direction: 'asc' },
    bin: false,
    offset: 0,
    limit: 10,
    ...extra,
  })

/** Every byte that the database left on the disk. */
const bytesOnDisk = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
    .toLowerCase()

/** Turns what rests, behind the back of the program. */
const meddle = (work: (db: Database.Database) => void): void => {
  const db = new Database(file)
  work(db)
  db.close()
}

describe('an engine over encrypted fields', () => {
  it('SEC-1 finds by meaning what it shows in plain text, and not by its words', async () => {
    for (let x = 0; x < 20; x++) await store(x, { task: `water plant number ${x}`, note: 'green' })
    await store(99, { task: TASK, note: 'blue' })
    const { hits } = await recall(TASK)
    expect(hits[0]).toMatchObject({ memory: { coordinate: [99], title: TASK }, snippet: expect.any(String) })
    expect(hits[0]?.similarity).toBeCloseTo(1)
    expect(hits[0]?.parts.find(({ signal }) => signal === 'keyword')?.raw ?? 0).toBe(0)
    expect((await page({ search: SECRET })).total).toBe(0)
    expect((await page({ search: 'blue' })).rows.map(({ title }) => title)).toEqual([TASK])
    expect((await recall('blue')).hits[0]?.memory.coordinate).toEqual([99])
  })

  it('SEC-1 leaves no word of them in database, log of the database, keyword table, versions and journal', async () => {
    await store(1, { task: TASK, code: `${SECRET}()`, note: 'clear words' })
    await store(1, { code: `return ${SECRET}`, task: 'other' })
    await at.engine.memories.remove({ namespace: A, coordinates: [[1]] }, `it was ${SECRET}`, 'ann')
    const removed = (await at.engine.journal.list({ limit: 1 }))[0]
    expect(removed?.summary).toContain('Deleted "other"')
    await at.engine.journal.undo(removed?.seq as number, 'ann')
    expect(bytesOnDisk()).toContain('clear words')
    expect(bytesOnDisk()).not.toContain(SECRET)
    const journal = await at.engine.journal.list({ limit: 9 })
    const { lines } = await at.engine.history.list({ limit: 9, whole: true, undos: true })
    expect(lines.map(({ summary }) => summary)).toEqual(journal.map(({ summary }) => summary))
    expect(journal.map(({ summary }) => summary)).toEqual([
      'Undid: Deleted "other"',
      'Deleted "other"',
      'Stored "other"',
      `Stored "${TASK}"`,
    ])
    const versions = await at.engine.memories.versions({ namespace: A, coordinate: [1] }, 9)
    expect(versions.map(({ reason }) => reason)).toEqual([null, `it was ${SECRET}`, null, null])
    expect(versions.at(-1)?.payload).toContain(TASK)
  })

  it('SEC-1 MEM-3 gives the payload back to the byte after a restart, whole payloads too', async () => {
    const odd = '{"10":1.0,"9":12345678901234567890,"task":"a\\u0041","__proto__":{"x":[1e400]}}'
    await store(1, odd)
    await reopen({ fields: '*' })
    expect((await get(1)).payload).toBe(odd)
    await store(2, odd)
    await reopen()
    expect((await get(2)).payload).toBe(odd)
    expect((await page()).rows.map(({ title }) => title)).toEqual(['aA', 'aA'])
    expect(bytesOnDisk()).not.toContain('9":12345678901234567890,"task":"')
  })

  it('MEM-8 SEC-1 makes no version where nothing changed, and drops the vector where a sealed text did', async () => {
    const first = await store(1, { task: 'alpha beta', n: 1 })
    expect(first).toMatchObject({ stored: true, version: 1 })
    const again = await at.engine.memories.update(
      { namespace: A, coordinate: [1] },
      { payload: '{"task":"alpha beta","n":1}' },
      'ann',
    )
    expect(again).toMatchObject({ seq: 0, count: 0, version: 1 })
    await store(2, { task: 'gamma delta', n: 1 })
    const hitOf = async (query: string) => (await recall(query)).hits[0]
    await store(1, { task: 'gamma delta', n: 1 })
    await store(2, { task: 'alpha beta', n: 1 })
    expect((await hitOf('alpha beta'))?.memory.coordinate).toEqual([2])
    expect((await hitOf('gamma delta'))?.memory.coordinate).toEqual([1])
    // Without vectors at hand (a bulk undo) they are made anew, of the plain text.
    await at.store.commit({
      namespace: A,
      at: 1,
      author: 'ann',
      action: 'update',
      summary: '',
      reason: null,
      embedder: at.engine.embedder.id,
      onMismatch: 'fail',
      mutations: [
        {
          coordinate: [1],
          id: (await get(1)).id,
          kind: 'patch',
          when: 'living',
          set: {
            payload: '{"task":"epsilon zeta","n":1}',
            text: 'epsilon zeta',
            title: 'epsilon zeta',
            tags: [],
          },
        },
      ],
    })
    await at.engine.load()
    expect((await hitOf('epsilon zeta'))?.similarity).toBeCloseTo(1)
  })

  it('SEC-1 REC-3 refuses a filter on a sealed field by name, and leaves the vectors alone', async () => {
    await store(1, { task: TASK, note: 'blue', tags: ['red'] })
    const filter = { is: 'not', filter: { is: 'contains', field: 'task.x', value: 'a' } } as const
    for (const refused of [recall('a', { filter }), page({ filter })]) {
      await expect(refused).rejects.toMatchObject({
        code: 'request/invalid',
        message: expect.stringContaining(`"task.x"`),
      })
    }
    expect(at.engine.indexState().state).toBe('ready')
    const allowed = [
      { is: 'exists', field: 'task' },
      { is: 'equals', field: 'note', value: 'blue' },
      { is: 'tag', value: 'red' },
    ] as const
    for (const filter of allowed) expect((await page({ filter })).total).toBe(1)
    await reopen({ fields: '*' })
    for (const filter of allowed)
      await expect(page({ filter })).rejects.toMatchObject({ code: 'request/invalid' })
  })

  it('SEC-1 MEM-7 MEM-2 opens under the new ids of a rename and a copy, versions and undo included', async () => {
    await store(1, { task: 'first secret', note: 'x' })
    const second = await store(1, { task: 'second secret', note: 'x' })
    await store(2, { note: 'plain' })
    await at.engine.namespaces.rename(A, 'renamed')
    expect((await get(1, 'renamed')).payload).toBe('{"task":"second secret","note":"x"}')
    const place = { namespace: 'renamed', coordinate: [1] }
    expect((await at.engine.memories.versions(place, 9)).map(({ payload }) => payload)).toEqual([
      '{"task":"second secret","note":"x"}',
      '{"task":"first secret","note":"x"}',
    ])
    await at.engine.namespaces.copy('renamed', A, 'ann')
    expect((await get(1)).payload).toBe('{"task":"second secret","note":"x"}')
    expect(await at.engine.namespaces.compare('renamed', A, 9)).toMatchObject({ different: 0, equal: 2 })
    await store(1, { task: 'third secret', note: 'x' })
    expect(await at.engine.namespaces.compare('renamed', A, 9)).toMatchObject({
      different: 1,
      equal: 1,
      differences: [{ coordinate: [1], title: 'second secret', kind: 'different' }],
    })
    await at.engine.journal.undo(second.seq, 'ann')
    expect((await get(1, 'renamed')).payload).toBe('{"task":"first secret","note":"x"}')
  })

  it('SEC-1 MEM-7 starts a rename anew where the namespace is changed meanwhile, and loses nothing', async () => {
    let meanwhile: (() => Promise<unknown>) | null = null
    await at.engine.close()
    at = await openEngineInProcess({
      file,
      wrap: (store) =>
        sealedOverStore(
          new Proxy(store, {
            get: (target, name) => {
              const method = Reflect.get(target, name) as (...args: unknown[]) => unknown
              if (name !== 'renameNamespace') return method
              return async (...args: unknown[]) => {
                const work = meanwhile
                meanwhile = null
                await work?.()
                return method(...args)
              }
            },
          }),
        ),
    })
    await store(1, { task: 'one secret' })
    meanwhile = () => store(2, { task: 'late secret' })
    await at.engine.namespaces.rename(A, 'renamed')
    expect((await get(1, 'renamed')).payload).toBe('{"task":"one secret"}')
    expect((await get(2, 'renamed')).payload).toBe('{"task":"late secret"}')
  })

  it('SEC-1 refuses fields that were swapped between two memories, and can still delete and repair them', async () => {
    await store(1, { task: 'mine' })
    await store(2, { task: 'yours' })
    meddle((db) => {
      const [one, two] = db.prepare('SELECT key, payload FROM memories ORDER BY key').all() as {
        key: number
        payload: string
      }[]
      const put = db.prepare('UPDATE memories SET payload = ? WHERE key = ?')
      put.run(two?.payload, one?.key)
      put.run(one?.payload, two?.key)
    })
    await expect(get(1)).rejects.toMatchObject({ code: 'memory/seal-broken', data: { coordinate: [1] } })
    expect(JSON.stringify(await page())).not.toMatch(/mine|yours/)
    expect((await recall('mine')).hits).toHaveLength(2)
    await at.engine.memories.remove({ namespace: A, coordinates: [[1]] }, undefined, 'ann')
    await store(2, { task: 'repaired' })
    expect((await get(2)).payload).toBe('{"task":"repaired"}')
    const [, seq] = (await at.engine.journal.list({ limit: 9 })).map((change) => change.seq)
    await expect(at.engine.journal.undo((seq as number) + 1, 'ann')).rejects.toMatchObject({
      code: 'change/not-undoable',
      data: { reason: expect.stringContaining('seal') },
    })
  })

  it('SEC-1 reads what an older key sealed while it has that key too', async () => {
    await store(1, { task: 'of the old key' })
    await reopen({ cipher: cipherOf(2, 1) })
    expect((await get(1)).payload).toBe('{"task":"of the old key"}')
    await store(1, { task: 'of the new key' })
    const restored = await at.engine.memories.restoreVersion(
      { namespace: A, coordinate: [1] },
      1,
      undefined,
      'ann',
    )
    expect(restored.version).toBe(3)
    await reopen({ cipher: cipherOf(2) })
    expect((await get(1)).payload).toBe('{"task":"of the old key"}')
  })
})
