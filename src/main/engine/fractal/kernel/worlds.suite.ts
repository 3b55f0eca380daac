import fc from 'fast-check'
import { Desk, makers, type World } from './desk.suite.ts'
import type { Kernel } from './kernel.ts'
import { plainKernel } from './plain-kernel.ts'
import type { Scan } from './scan.suite.ts'
import { createSimdKernel } from './simd-kernel.ts'

export const simdKernel = createSimdKernel()
// A runtime without SIMD has one kernel to test.
export const kernels = [plainKernel, ...[simdKernel].filter((kernel) => kernel !== null)]

export const deskBytes = 2 ** 21
// One memory of each for all tests, since one of WebAssembly reserves some 10 GB of addresses.
const memories = new Map(kernels.map((kernel) => [kernel, kernel.createMemory(deskBytes)]))
export const deskOf = (kernel: Kernel, world: World): Desk => new Desk(memories.get(kernel)!, world)

const upTo = (few: number, many: number): fc.Arbitrary<number> => fc.oneof(fc.nat(few), fc.nat(many))

/** What tests differ from. */
export const oneRow: World = {
  seed: 1,
  width: 32,
  columns: [2],
  make: makers.even!,
  sizes: [1],
  spilled: 0,
  bookScale: 1,
  weight: 0,
  levels: 63,
}

const shapes = fc.constantFrom(
  ...[8, 16, 24, 64].map((width) => ({ width, columns: [2] })),
  ...[16, 32, 80].map((width) => ({ width, columns: [4] })),
  ...[16, 32].map((width) => ({ width, columns: [1, 4, 8, 3] })),
)

export const worlds = (make: fc.Arbitrary<World['make']>): fc.Arbitrary<World> =>
  fc
    .record({
      seed: fc.integer(),
      shape: shapes,
      make,
      sizes: fc.array(upTo(6, 80), { minLength: 1, maxLength: 6 }),
      bookScale: fc.constantFrom(1, 1, 1e-4),
      spilled: fc.constantFrom(0, 0.4),
      weight: fc.constantFrom(0, 0.7, 4),
      levels: fc.constantFrom(1, 3, 20, 63),
    })
    .map(({ shape, ...world }) => ({ ...world, ...shape }))
export const usualWorlds = worlds(fc.constantFrom(...Object.values(makers)))

export const scans: fc.Arbitrary<Scan> = fc
  .record({
    keep: upTo(6, 40).map((keep) => 1 + keep),
    spare: fc.constantFrom(1, 5, 1000),
    first: upTo(6, 60),
    k: upTo(4, 60).map((k) => 1 + k),
    anchor: fc.option(
      upTo(4, 60).map((place) => 1 + place),
      { nil: undefined },
    ),
    fraction: fc.constantFrom(1, 1, 0.8, 0.3),
    slack: fc.constantFrom(0, 0.05, 1, Number.POSITIVE_INFINITY),
    share: fc.constantFrom(0, 0.1, 0.5, 1),
    ofLists: fc.boolean(),
  })
  .map(({ spare, ...scan }) => ({ ...scan, room: 2 * scan.keep + spare }))
