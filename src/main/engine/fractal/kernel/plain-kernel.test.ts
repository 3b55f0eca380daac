import { afterEach, describe, expect, it, vi } from 'vitest'
import { plainKernel } from './plain-kernel.ts'

const pageBytes = 65_536

describe('plain kernel', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('reserves less where the system has no addresses for more, and says so', () => {
    expect(plainKernel.createMemory(1).maxBytes).toBe(2 ** 31)
    stubAddresses(2 ** 24)
    const memory = plainKernel.createMemory(2 ** 20)
    expect(memory.maxBytes).toBe(2 ** 24)
    memory.grow(2 ** 24)
    expect(memory.buffer.byteLength).toBe(2 ** 24)
    expect(() => memory.grow(2 ** 24 + 1)).toThrow(RangeError)
    expect(() => plainKernel.createMemory(2 ** 24 + 1)).toThrow(RangeError)
    stubAddresses(0)
    expect(() => plainKernel.createMemory(1)).toThrow(RangeError)
  })

  it('grows where another thread has grown further in the meantime', () => {
    const { handle } = plainKernel.createMemory(1)
    const buffer = handle as SharedArrayBuffer
    const grow = buffer.grow.bind(buffer)
    buffer.grow = (bytes) => {
      grow(4 * pageBytes)
      grow(bytes)
    }
    plainKernel.attach(buffer).grow(2 * pageBytes)
    expect(buffer.byteLength).toBe(4 * pageBytes)
  })
})

const stubAddresses = (most: number): void => {
  vi.unstubAllGlobals()
  vi.stubGlobal(
    'SharedArrayBuffer',
    class extends SharedArrayBuffer {
      constructor(bytes: number, size: { maxByteLength: number }) {
        if (size.maxByteLength > most) throw new RangeError('Array buffer allocation failed')
        super(bytes, size)
      }
    },
  )
}
