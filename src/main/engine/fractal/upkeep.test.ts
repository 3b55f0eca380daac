import { describe, expect, it } from 'vitest'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, indexOf, kernel, missedBy, rowsOf, times } from './index.suite.ts'
import type { Kernel } from './kernel/kernel.ts'
import { LateRunner } from './late-runner.suite.ts'
import { batchOf, type Row } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

const dimension = 16
const count = 2200

/** A kernel that fails where jobs add rows up, as long as it is told to. */
const failing = (kernel: Kernel, isFailing: () => boolean): Kernel => ({
  ...kernel,
  createMemory: (bytes) => {
    const memory = kernel.createMemory(bytes)
    const { run } = memory
    const addRow: typeof run.addRow = (...operands) => {
      if (isFailing()) throw new Error('no arithmetic today')
      run.addRow(...operands)
    }
    return Object.create(memory, {
      run: { value: { ...run, addRow } },
      buffer: { get: () => memory.buffer },
      handle: { get: () => memory.handle },
      maxBytes: { get: () => memory.maxBytes },
      grow: { value: (more: number) => memory.grow(more) },
    })
  },
})

describe('upkeep', () => {
  const random = randomFrom(71)
  const make = clusters(dimension, { count: 24, spread: 0.8, random })
  const rows = rowsOf(times(count, () => make()))
  const rest = rows.slice(100)
  const fresh = rowsOf(
    times(100, () => make()),
    { from: 5000 },
  )
  const apply = (index: FractalIndex, changed: readonly Row[]): void =>
    index.apply(batchOf(dimension, changed))
  const gone = rows.slice(0, 100).map(({ key }) => ({ key }))
  const isFound = (index: FractalIndex, key: number, vector: Row['vector']): boolean =>
    index.search({ space: 1, vector: vector as Float32Array, k: 10 }).keys.includes(key)
  /** All that was put is found, and all that was removed is not. */
  const check = (index: FractalIndex): void => {
    expect(missedBy(index, fresh)).toEqual([])
    expect(
      missedBy(
        index,
        rest.filter(({ key }) => key % 5 === 0),
      ),
    ).toEqual([])
    for (const { key, vector } of rows.slice(0, 100)) expect(isFound(index, key, vector)).toBe(false)
  }

  it('IDX-4: between any two steps of a build, answers are whole', () => {
    const index = indexOf({ dimension, kernel }, rows)
    // The first one grows beside no tree, the second one beside the first.
    for (const build of [1, 2]) {
      for (let i = 0; index.stats().builds < build && index.step(); i++) {
        const { key, vector } = rest[i % rest.length]!
        const found = index.search({ space: 1, vector: vector as Float32Array, k: 1 + (i % 12) })
        expect(found.keys[0]).toBe(key)
        expect(found.keys.length).toBe(1 + (i % 12))
        // One goes, and comes back; some go for good, and others come.
        if (i % 40 === 20) apply(index, [{ key }, { key, vector: vector! }])
        if (i % 40 === 0 && i / 40 < 100 && build === 2) apply(index, [gone[i / 40]!, fresh[i / 40]!])
      }
      index.settle()
      apply(index, rest.slice(0, 400))
    }
    apply(index, [...gone, ...fresh])
    check(index)
    index.settle()
    check(index)
  })

  it('IDX-4: what comes and goes while a job is done elsewhere is found and gone before and after the switch', async () => {
    const late = new LateRunner(kernel)
    let works = 0
    const index = indexOf({ dimension, kernel, runner: late.runnerFor, onWork: () => (works += 1) }, rows)
    for (const build of [1, 2]) {
      index.settle()
      expect(late.waiting.map(({ input }) => input.kind)).toEqual(['build'])
      expect(index.stats()).toMatchObject({ builds: build - 1, isBuilding: true })
      apply(index, [...gone, ...fresh])
      check(index)
      // Small work goes on meanwhile.
      index.settle()
      check(index)
      await late.finish()
      expect(works).toBe(2 * build - 1)
      while (index.stats().builds < build && index.step()) if (random() < 0.02) check(index)
      check(index)
      index.settle()
      expect(late.waiting.map(({ input }) => input.kind)).toEqual(['truth'])
      await late.finish()
      index.settle()
      check(index)
      expect(index.health()[0]!.tree).toMatchObject({ isCalibrated: true, waiting: 0 })
      apply(index, rest.slice(0, 500))
    }
  }, 60_000)

  it('IDX-4: a job that fails elsewhere is told of, leaves the old tree, and another one may succeed', async () => {
    const late = new LateRunner(kernel)
    const errors: unknown[] = []
    let seconds = 0
    const index = indexOf(
      {
        dimension,
        kernel,
        runner: late.runnerFor,
        onError: (error) => errors.push(error),
        now: () => seconds,
        settings: { rebuildIntervalSeconds: 60 },
      },
      rows,
    )
    index.settle()
    await late.fail(new Error('the thread is gone'))
    // It is not tried for ever.
    index.settle()
    expect(errors).toEqual([new Error('the thread is gone')])
    expect(index.stats()).toMatchObject({ builds: 0, isBuilding: false })
    expect(late.waiting).toEqual([])
    seconds += 60
    index.settle()
    while (await late.finish()) index.settle()
    expect(index.stats().builds).toBe(1)

    apply(index, [...gone, ...fresh, ...rest.slice(0, 500)])
    seconds += 60
    index.settle()
    await late.fail(undefined)
    index.settle()
    expect(errors).toHaveLength(2)
    expect(index.stats()).toMatchObject({ builds: 1, isBuilding: false })
    check(index)
    apply(index, rest.slice(0, 500))
    index.settle()
    while (await late.finish()) index.settle()
    expect(index.stats().builds).toBe(2)
    expect(errors).toHaveLength(2)
    check(index)
  }, 60_000)

  it('IDX-4: a job that fails here leaves no trace', () => {
    let isFailing = true
    const errors: unknown[] = []
    const index = indexOf(
      { dimension, kernel: failing(kernel, () => isFailing), onError: (error) => errors.push(error) },
      rows,
    )
    for (let round = 1; round <= 3; round++) {
      index.settle()
      expect(errors).toHaveLength(round)
      expect(index.stats().isBuilding).toBe(false)
      apply(index, rest.slice(0, 100))
    }
    isFailing = false
    apply(index, [...gone, ...fresh])
    index.settle()
    check(index)
    index.configure({ rebuildEnabled: false })
    const replace = (): void => {
      for (let i = 0; i < 40; i++) apply(index, rest.slice(i * 10, i * 10 + 100))
      index.settle()
    }
    replace()
    // Rows that failed builds had read are not kept from use for ever.
    const { bytes } = index.stats()
    replace()
    expect(index.stats().bytes).toBeLessThan(bytes + 2 ** 16)
  })

  it('IDX-2: what changes while searches are calibrated does not make them wide', async () => {
    const late = new LateRunner(kernel)
    const index = indexOf({ dimension, kernel, runner: late.runnerFor }, rows)
    index.settle()
    await late.finish()
    index.settle()
    await late.finish()
    index.configure({ rebuildEnabled: false })
    // A third goes, and as many come, before anybody looks at the answers that were right.
    apply(
      index,
      rows.slice(0, 700).map(({ key }) => ({ key })),
    )
    apply(
      index,
      rowsOf(
        times(700, () => make()),
        { from: 7000 },
      ),
    )
    index.settle()
    const { settings, lists, isCalibrated } = index.health()[0]!.tree!
    expect(isCalibrated).toBe(true)
    expect(settings.beam).toBeLessThan(lists / 2)
    expect(settings.candidates).toBeLessThan(500)
  })

  it.each([0, 1, 300, 900, 'waiting', 'growing', 'switched'])(
    'IDX-4: a space may be dropped during a build (%s)',
    async (when) => {
      const late = new LateRunner(kernel)
      const isElsewhere = typeof when === 'string'
      const index = indexOf({ dimension, kernel, ...(isElsewhere && { runner: late.runnerFor }) }, rows)
      index.apply(
        batchOf(
          dimension,
          rows.slice(0, 50).map((row) => ({ ...row, space: 2 })),
        ),
      )
      if (when === 'waiting') index.settle()
      else if (isElsewhere) {
        for (const build of when === 'growing' ? [1] : [1, 2]) {
          index.settle()
          while (build === 2 && (await late.finish())) index.settle()
          apply(index, rest.slice(0, 500))
          index.settle()
          await late.finish()
          if (when === 'growing') for (let i = 0; i < 10; i++) index.step()
          else while (index.stats().builds < build && index.step());
        }
      } else for (let i = 0; i < when; i++) index.step()
      index.dropSpace(1)
      expect(index.stats()).toMatchObject({ vectors: 50, isBuilding: false })
      expect(index.search({ space: 1, vector: make(), k: 3 }).keys).toHaveLength(0)
      apply(index, rest)
      index.settle()
      for (let i = 0; i < 4; i++) {
        await late.finish()
        index.settle()
      }
      expect(index.health().find(({ space }) => space === 1)!.tree).toMatchObject({ levels: 1, waiting: 0 })
      expect(missedBy(index, rest)).toEqual([])
      expect(index.search({ space: 2, vector: make(), k: 60 }).keys).toHaveLength(50)
    },
  )
})
