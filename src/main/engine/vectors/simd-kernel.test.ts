import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chooseKernel } from './dot-kernel.ts'
import { sourceHash } from './simd-kernel.generated.ts'
import { createSimdKernel } from './simd-kernel.ts'

describe('simd kernel', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('was built from the committed source (else: npm --prefix tools/kernels ci, then run build)', () => {
    const file = new URL('../../../../tools/kernels/vector-kernel.ts', import.meta.url)
    const source = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    expect(createHash('sha256').update(source).digest('hex')).toBe(sourceHash)
  })

  it('is chosen where SIMD runs', () => {
    expect(chooseKernel().name).toBe('simd')
  })

  it.each<[string, unknown]>([
    ['WebAssembly', undefined],
    ['SIMD', { ...WebAssembly, validate: () => false }],
    [
      'room for a memory',
      {
        validate: WebAssembly.validate,
        Module: WebAssembly.Module,
        Memory: class {
          constructor() {
            throw new RangeError('could not allocate memory')
          }
        },
      },
    ],
  ])('leaves the work to the plain kernel without %s', (_what, replacement) => {
    vi.stubGlobal('WebAssembly', replacement)
    expect(createSimdKernel()).toBeNull()
    expect(chooseKernel().name).toBe('plain')
  })

  it('IDX-3: grows with what is there, a little more than asked for at most', () => {
    const memory = createSimdKernel()!.createMemory(100)
    new Uint8Array(memory.buffer).set([1, 2, 3])
    memory.grow(200_000)
    expect(memory.buffer.byteLength).toBe(4 * 65_536)
    expect([...new Uint8Array(memory.buffer, 0, 4)]).toEqual([1, 2, 3, 0])
  })
})
