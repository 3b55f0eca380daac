import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import { never } from '../recall/engine.ts'
import { openWithTexts, PLACE, run, star, written } from './golden.ts'

const notUndoable = { code: 'change/not-undoable' }

describe('golden sets', () => {
  it('QUAL-2 are made by starring, and a query with another filter is another query', async () => {
    const { engine } = await openWithTexts()
    await star(engine, 'apple', 0)
    await star(engine, '  apple ', 1, 3, PLACE)
    const filter = { is: 'type', value: 'semantic' } as const
    await engine.golden.changes.star(PLACE, { query: 'apple', filter }, { coordinate: [1], grade: 2 }, 'test')
    // A new grade takes the place of the old one.
    await star(engine, 'apple', 0, 2)
    expect(await written(engine.golden.sets)).toEqual(['apple: 0*2', '  apple : 1*3', 'apple: 1*2'])
    expect(await engine.golden.sets.starred('n', { query: 'apple' })).toEqual([
      { set: 'first', coordinate: [0], grade: 2 },
    ])
    expect(await engine.golden.sets.starred('n', { query: 'apple', filter })).toHaveLength(1)
    expect(await engine.golden.sets.sets('n')).toMatchObject([{ name: 'first', entries: 3, lastRun: null }])
    await engine.close()
  })

  it('QUAL-2 follow a memory through edits, the bin and back, and refuse one that is not there', async () => {
    const { engine } = await openWithTexts()
    await star(engine, 'sky', 2)
    const place = { namespace: 'n', coordinate: [2] }
    await engine.memories.update(place, { payload: '{"text":"blue heaven"}' }, 'test')
    const title = async () => {
      const { entries } = await engine.golden.sets.entries(PLACE, { offset: 0, limit: 1 })
      return entries[0]?.expected[0]?.title
    }
    expect(await title()).toBe('blue heaven')
    await engine.memories.remove({ namespace: 'n', coordinates: [[2]] }, undefined, 'test')
    expect(await written(engine.golden.sets)).toEqual(['sky: 2*1 binned'])
    for (const at of [2, 99]) {
      await expect(star(engine, 'sky', at)).rejects.toMatchObject({ code: 'memory/not-found' })
    }
    await engine.memories.restore({ namespace: 'n', coordinates: [[2]] }, undefined, 'test')
    expect(await written(engine.golden.sets)).toEqual(['sky: 2*1'])
    await engine.close()
  })

  it('QUAL-2 lose a query with its last star, and nothing where there was no star', async () => {
    const { engine } = await openWithTexts()
    const { changes, sets } = engine.golden
    await star(engine, 'apple', 0)
    await star(engine, 'apple', 1)
    expect((await changes.unstar(PLACE, { query: 'apple' }, [5], 'test')).count).toBe(0)
    expect((await changes.unstar(PLACE, { query: 'other' }, [0], 'test')).count).toBe(0)
    await changes.unstar(PLACE, { query: 'apple' }, [0], 'test')
    expect(await written(sets)).toEqual(['apple: 1*1'])
    await changes.unstar(PLACE, { query: 'apple' }, [1], 'test')
    expect(await sets.sets('n')).toMatchObject([{ name: 'first', entries: 0 }])
    await expect(changes.removeEntry(PLACE, 'x', 'test')).rejects.toMatchObject({ code: 'golden/not-found' })
    await engine.close()
  })

  it('QUAL-2 are renamed to free names only, and deleted with their queries', async () => {
    const { engine } = await openWithTexts()
    const { changes, sets } = engine.golden
    const second = { namespace: 'n', set: 'second' }
    await star(engine, 'apple', 0)
    await star(engine, 'sky', 2, 1, second)
    await expect(changes.rename(PLACE, 'second', 'test')).rejects.toMatchObject({ code: 'golden/exists' })
    expect((await changes.rename(PLACE, 'first', 'test')).count).toBe(0)
    await changes.rename(PLACE, 'fruit', 'test')
    expect(await written(sets, { namespace: 'n', set: 'fruit' })).toEqual(['apple: 0*1'])
    await expect(written(sets)).rejects.toMatchObject({ code: 'golden/not-found' })
    expect((await changes.remove(second, 'test')).count).toBe(2)
    expect((await sets.sets('n')).map(({ name }) => name)).toEqual(['fruit'])
    await engine.close()
  })

  it('QUAL-2 take two stars at once, from two windows, into one set and one query', async () => {
    const { engine } = await openWithTexts()
    await Promise.all([0, 1, 2, 3].map((at) => star(engine, 'apple', at)))
    expect(await engine.golden.sets.sets('n')).toMatchObject([{ name: 'first', entries: 1 }])
    const [line] = await written(engine.golden.sets)
    expect(line?.match(/\d\*1/g)?.sort()).toEqual(['0*1', '1*1', '2*1', '3*1'])
    await engine.close()
  })

  it('QUAL-2 tell open windows of a star without making them ask for memories again', async () => {
    const { engine } = await openWithTexts()
    const events = engine.events.subscribe(never())
    const { seq } = await star(engine, 'apple', 0)
    await run(engine)
    const seen: EngineEvent[] = []
    for await (const event of events) if (seen.push(event) === 2) break
    expect(seen).toMatchObject([
      { type: 'artefacts', change: { seq, action: 'star', author: 'test' } },
      { type: 'golden-run', namespace: 'n' },
    ])
    await engine.close()
  })
})

describe('undo of golden sets', () => {
  it('MEM-10 walks back through stars, and forward again', async () => {
    const { engine } = await openWithTexts()
    const { journal, golden } = engine
    const first = await star(engine, 'apple', 0)
    const second = await star(engine, 'apple', 1, 2)
    await expect(journal.undo(first.seq, 'test')).rejects.toMatchObject(notUndoable)
    const back = await journal.undo(second.seq, 'test')
    expect(back.summary).toMatch(/^Undid: Starred "green apple" for "apple" in "first"$/)
    expect(await written(golden.sets)).toEqual(['apple: 0*1'])
    const forward = await journal.undo(back.seq, 'test')
    expect(await written(golden.sets)).toEqual(['apple: 0*1, 1*2'])
    await journal.undo(forward.seq, 'test')
    await journal.undo(first.seq, 'test')
    expect(await golden.sets.sets('n')).toEqual([])
    await engine.close()
  })

  it('MEM-10 brings a deleted set back with its queries in order and its runs', async () => {
    const { engine } = await openWithTexts()
    const { journal, golden } = engine
    for (const [query, at] of [
      ['whale', 5],
      ['apple', 0],
      ['sky', 2],
    ] as const)
      await star(engine, query, at)
    const before = await written(golden.sets)
    const { report } = await run(engine)
    const { seq } = await golden.changes.remove(PLACE, 'test')
    await journal.undo(seq, 'test')
    expect(await written(golden.sets)).toEqual(before)
    expect((await golden.sets.runs(PLACE)).map(({ run }) => run)).toEqual([report.run])
    await engine.close()
  })

  it('MEM-10 is refused where it would leave a query without its set, or two sets of one name', async () => {
    const { engine, time } = await openWithTexts()
    const { journal, golden } = engine
    const made = await star(engine, 'apple', 0)
    await star(engine, 'sky', 2)
    // The set and its first query came together; the second query stands in the way.
    const hasParts = {
      ...notUndoable,
      data: { seq: made.seq, reason: expect.stringMatching(/queries were added/) },
    }
    await expect(journal.undo(made.seq, 'test')).rejects.toMatchObject(hasParts)

    const taken = await golden.changes.unstar(PLACE, { query: 'apple' }, [0], 'test')
    const removed = await golden.changes.remove(PLACE, 'test')
    const gone = {
      ...notUndoable,
      data: { seq: taken.seq, reason: expect.stringMatching(/set was deleted/) },
    }
    await expect(journal.undo(taken.seq, 'test')).rejects.toMatchObject(gone)

    time.now++
    await star(engine, 'whale', 5)
    const name = {
      ...notUndoable,
      data: { seq: removed.seq, reason: expect.stringMatching(/taken the name/) },
    }
    await expect(journal.undo(removed.seq, 'test')).rejects.toMatchObject(name)
    expect(await written(golden.sets)).toEqual(['whale: 5*1'])
    await engine.close()
  })

  it('MEM-10 leaves memories alone, and an undo of memories leaves golden sets alone', async () => {
    const { engine, store } = await openWithTexts()
    const starred = await star(engine, 'apple', 0)
    const edit = await engine.memories.update({ namespace: 'n', coordinate: [0] }, { importance: 5 }, 'test')
    await engine.journal.undo(starred.seq, 'test')
    expect((await store.get('n', [0]))?.importance).toBe(5)
    await engine.journal.undo(edit.seq, 'test')
    expect(await engine.golden.sets.sets('n')).toEqual([])
    await engine.close()
  })
})
