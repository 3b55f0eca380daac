import { describe, expect, it } from 'vitest'
import { Arena } from './arena.ts'
import { kernels } from './index.suite.ts'
import { ownBytes } from './kernel/kernel.ts'
import { none } from './none.ts'
import { randomFrom } from './random.ts'

interface Block {
  readonly address: number
  readonly bytes: number
  readonly mark: number
  /** Row, where it is one. */
  readonly row: number
}

describe.each(kernels)('arena, $name kernel', (kernel) => {
  it.each([1, 8, 100, 300])(
    'no two live blocks or rows overlap, and what they hold stays (dimension %i)',
    (dimension) => {
      const random = randomFrom(dimension)
      const arena = new Arena(kernel, dimension)
      const live: Block[] = []
      const sizes = [1, 60, 64, 65, 200, 1000, 5000, 2 ** 16, 2 ** 18, 300_000]
      const take = (mark: number): Block => {
        if (random() < 0.5) {
          const row = arena.takeRow()
          return { address: arena.rowAt(row), bytes: arena.rowBytes, mark, row }
        }
        const bytes = sizes[Math.floor(random() ** 2 * sizes.length)]!
        return { address: arena.allocate(bytes), bytes, mark, row: none }
      }
      const isWhole = ({ address, bytes, mark }: Block): boolean =>
        arena.bytes.subarray(address, address + bytes).every((byte) => byte === mark)
      for (let i = 0; i < 3000; i++) {
        if (live.length > 0 && random() < (i % 1000 < 600 ? 0.4 : 0.6)) {
          const [block] = live.splice(Math.floor(random() * live.length), 1) as [Block]
          if (!isWhole(block)) expect(block).toBe('whole')
          if (block.row === none) arena.release(block.address, block.bytes)
          else arena.giveRow(block.row)
          continue
        }
        const block = take(i % 251)
        if (block.row === none && block.address % 64 !== 0) expect(block.address % 64).toBe(0)
        arena.bytes.fill(block.mark, block.address, block.address + block.bytes)
        live.push(block)
      }
      const ordered = live.toSorted((a, b) => a.address - b.address)
      expect(ordered[0]!.address).toBeGreaterThanOrEqual(ownBytes)
      expect(ordered.at(-1)!.address + ordered.at(-1)!.bytes).toBeLessThanOrEqual(arena.byteLength)
      ordered.forEach((block, i) => {
        const next = ordered[i + 1]
        if (next && block.address + block.bytes > next.address) expect([block, next]).toBe('apart')
      })
      expect(live.every(isWhole)).toBe(true)
      expect(live.every(({ row }) => row === none || row < arena.rowLimit)).toBe(true)
    },
  )

  it('rows are zero beyond the dimension, know their keys, and keep both until they are given back', () => {
    const arena = new Arena(kernel, 5)
    const first = arena.takeRow()
    arena.write(first, Float32Array.of(9, 9, 9, 9, 9, 9, 9, 9))
    arena.write(first, Float32Array.of(1, 2, 3, 4, 5))
    expect(arena.floatsOf(first)).toEqual(Float32Array.of(1, 2, 3, 4, 5, 0, 0, 0))
    expect(arena.keyOf(first)).toBe(none)
    arena.setKey(first, 77)
    expect(arena.keyOf(first)).toBe(77)
    arena.giveRow(first)
    expect(arena.keyOf(first)).toBe(none)
    expect(arena.takeRow()).toBe(first)
  })

  it('rows that are given back while somebody reads are used again only after the last hold', () => {
    const arena = new Arena(kernel, 8)
    const row = arena.takeRow()
    arena.write(row, new Float32Array(8).fill(3))
    arena.hold()
    arena.hold()
    arena.giveRow(row)
    const others = Array.from({ length: 200 }, () => arena.takeRow())
    expect(others).not.toContain(row)
    arena.unhold()
    expect(Array.from({ length: 200 }, () => arena.takeRow())).not.toContain(row)
    expect(arena.floatsOf(row)).toEqual(new Float32Array(8).fill(3))
    arena.unhold()
    expect(arena.takeRow()).toBe(row)
  })

  it('a block for rows has room for all of them', () => {
    const arena = new Arena(kernel, 100)
    for (const rows of [1, 2, 7]) {
      const { first, address, bytes } = arena.allocateRowBlock(rows)
      expect(arena.rowAt(first)).toBeGreaterThanOrEqual(address)
      expect(arena.rowAt(first + rows)).toBeLessThanOrEqual(address + bytes)
    }
  })

  it('says so when the memory can grow no more, and stays usable', () => {
    const arena = new Arena(kernel, 8)
    const row = arena.takeRow()
    arena.write(row, new Float32Array(8).fill(1))
    expect(() => arena.allocate(2 ** 33)).toThrow(RangeError)
    expect(arena.floatsOf(row)).toEqual(new Float32Array(8).fill(1))
    arena.allocate(1000)
  })
})
