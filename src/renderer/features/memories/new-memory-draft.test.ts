import { describe, expect, it } from 'vitest'
import type { SomaClient } from '#contract/index'
import { nextCoordinate, suggestCoordinate } from './new-memory-draft.ts'

const clientWith = (coordinates: readonly (readonly number[])[]): SomaClient =>
  ({ memories: { page: async () => ({ rows: coordinates.map((coordinate) => ({ coordinate })) }) } }) as never

describe('suggestCoordinate', () => {
  it('goes one step beyond the last', async () => {
    expect(await suggestCoordinate(clientWith([[4, 12]]), 'n')).toEqual([4, 13])
    expect(nextCoordinate([2.5])).toEqual([3])
    expect(nextCoordinate([-2.5])).toEqual([-2])
  })

  it('starts an empty namespace', async () => {
    expect(await suggestCoordinate(clientWith([]), 'n')).toEqual([0, 0])
  })
})
