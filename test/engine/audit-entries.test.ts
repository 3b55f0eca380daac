import { afterEach, describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { type AuditEntry, auditEntries } from '#engine/observe/audit-entries'
import type { Observation } from '#engine/observe/observer'
import { never, openTestEngine, type TestEngine } from '../recall/engine.ts'

const SECRET = 'the launch code is swordfish'
const NAMESPACE = 'agents'

let test: TestEngine
afterEach(() => test.engine.close())

const openAudited = async (options: Parameters<typeof openTestEngine>[1] = {}) => {
  const seen: Observation[] = []
  const observer = { note: (happened: Observation) => void seen.push(happened) }
  test = await openTestEngine(createHashingEmbedder(32), options, { observer })
  await test.engine.namespaces.create(NAMESPACE, { author: 'ann' })
  /** What was written since the last time. */
  const written = (): AuditEntry[] => {
    const entries = seen.splice(0).flatMap(auditEntries)
    expect(JSON.stringify(entries)).not.toContain('swordfish')
    return entries
  }
  return { ...test, written }
}

const memory = (x: number, text = `${SECRET} ${x}`) => ({
  namespace: NAMESPACE,
  coordinate: [x],
  payload: JSON.stringify({ text }),
  type: 'episodic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})
const at = (...xs: number[]) => ({ namespace: NAMESPACE, coordinates: xs.map((x) => [x]) })
const link = (from: number, to: number) => ({ namespace: NAMESPACE, from: [from], to: [to], type: 'related' })

describe('what the audit log says', () => {
  it('names who changed which memories and when, by every way, and quotes nothing (SEC-2)', async () => {
    const { engine, written, time } = await openAudited()
    const { memories, links, journal } = engine
    const about = { namespace: NAMESPACE, user: 'ann', timestamp: time.now }
    expect(written()).toEqual([{ action: 'config', change: 'namespace-create', seq: null, ...about }])
    const stored = await memories.store(memory(1), 'ann')
    expect(written()).toEqual([{ action: 'store', coordinate: [1], seq: stored.seq, ...about }])
    await memories.store(memory(2), 'ann')
    await memories.update({ namespace: NAMESPACE, coordinate: [1] }, { importance: 2, reason: SECRET }, 'ann')
    await links.put({ ...link(1, 2), weight: 2, note: SECRET }, 'ann')
    await links.remove(link(1, 2), 'ann')
    await memories.remove(at(1, 2, 404), SECRET, 'ann')
    const { seq } = await memories.restore(at(1, 2), undefined, 'ann')
    await journal.undo(seq, 'ann')
    await engine.bin.purge(NAMESPACE, [[1]], 'ann')
    const ends = { from: [1], to: [2], type: 'related' }
    const expected = [
      { action: 'store', coordinate: [2] },
      { action: 'update', coordinate: [1] },
      { action: 'link', coordinate: [1], ...ends, weight: 2 },
      { action: 'unlink', coordinate: [1], ...ends },
      { action: 'forget', change: 'delete', coordinates: [[1], [2]] },
      { action: 'restore', coordinates: [[1], [2]] },
      { action: 'undo', undoes: seq, coordinates: [[1], [2]] },
      { action: 'forget', change: 'purge', count: 1 },
    ]
    expect(written()).toEqual(expected.map((entry) => expect.objectContaining({ ...about, ...entry })))
  })

  it('has nothing of what changed nothing', async () => {
    const { engine, written } = await openAudited()
    written()
    await engine.memories.remove(at(404), undefined, 'ann')
    await engine.memories.get({ namespace: NAMESPACE, coordinate: [1] }).catch(() => {})
    expect(written()).toEqual([])
  })

  it('says nothing of a question for nothing, by which a window learns the weights in force', async () => {
    const { engine, written } = await openAudited()
    await engine.memories.store(memory(1), 'ann')
    written()
    await engine.recall.search({ namespace: NAMESPACE, query: '', k: 0 }, never(), { author: 'app' })
    expect(written()).toEqual([])
    await engine.recall.search({ namespace: NAMESPACE, query: 'pond', k: 0 }, never(), { author: 'app' })
    expect(written()).toMatchObject([{ action: 'recall', query: 'pond' }])
  })

  it('names the query and the hits of a recall that somebody asked, and none that the engine asks itself', async () => {
    const { engine, written } = await openAudited()
    await engine.memories.store(memory(1, 'a heron at the pond'), 'ann')
    written()
    const filter = { is: 'type', value: 'episodic' } as const
    const query = { namespace: NAMESPACE, query: 'heron', k: 3, filter }
    const { seq } = await engine.recall.search(query, never(), { author: 'ben' })
    expect(written()).toMatchObject([
      {
        action: 'recall',
        query: 'heron',
        top_k: 3,
        memory_type: 'episodic',
        took_ms: 0,
        result_count: 1,
        coords: [[1]],
        user: 'ben',
        seq,
      },
    ])
    await engine.recall.search(query, never())
    await engine.recall.search({ ...query, query: '', k: 0 }, never(), { author: 'ben' })
    expect(written()).toEqual([])
    await expect(
      engine.recall.search({ ...query, namespace: 'none' }, never(), { author: 'ben' }),
    ).rejects.toThrow()
    expect(written()).toEqual([])
  })

  it('GATE-3 names each write that the gate stopped, and what passed beside it', async () => {
    const gate = { ...DEFAULT_GATE, isOn: true, threshold: 0.3 }
    const { engine, written } = await openAudited({ gate })
    const { memories, inbox } = engine
    await memories.store(memory(1, SECRET), 'ann')
    written()
    const stopped = await memories.store(memory(2, SECRET), 'ann')
    if (stopped.stored) throw new Error('it was stored')
    const skip = { action: 'gate_skip', entry: stopped.entry, threshold: 0.3, user: 'ann' }
    expect(written()).toMatchObject([{ ...skip, coordinate: [2] }])
    const inputs = [memory(3, 'herons fish in the pond'), memory(4, SECRET)]
    await memories.storeMany(NAMESPACE, inputs, { author: 'ben', action: 'store', summary: SECRET })
    expect(written()).toMatchObject([
      { action: 'store', coordinate: [3], user: 'ben' },
      { action: 'gate_skip', coordinate: [4], user: 'ben' },
    ])
    await inbox.storeAnyway({ namespace: NAMESPACE, entry: stopped.entry }, 'cy')
    expect(written()).toMatchObject([{ action: 'store', coordinate: [2], user: 'cy' }])
  })

  it('parts a change of thousands into lines of one number, none of which leaves a memory out', async () => {
    const { engine, written } = await openAudited()
    written()
    const inputs = Array.from({ length: 2500 }, (_, x) => memory(x, `note ${x}`))
    const change = { author: 'ann', action: 'store', summary: SECRET }
    const { seq } = await engine.memories.storeMany(NAMESPACE, inputs, change)
    const entries = written()
    expect(entries.map((entry) => [entry.seq, entry.coordinates?.length])).toEqual([
      [seq, 1000],
      [seq, 1000],
      [seq, 500],
    ])
    expect(entries.flatMap(({ coordinates = [] }) => coordinates)).toEqual(
      inputs.map(({ coordinate }) => coordinate),
    )
  })

  it('names settings that were chosen, and what is kept beside memories by its kind', async () => {
    const { engine, written } = await openAudited()
    written()
    await engine.settings.change(new Map([['recall.touch', false]]), 'ann')
    const query = { name: 'mine', query: SECRET } as never
    await engine.savedQueries.save(NAMESPACE, query, 'refuse', 'ann')
    expect(written()).toMatchObject([
      { action: 'config', change: 'set', settings: ['recall.touch'] },
      { action: 'config', change: 'save', kinds: ['saved-query'] },
    ])
  })
})
