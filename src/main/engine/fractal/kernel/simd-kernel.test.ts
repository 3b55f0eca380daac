import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chooseKernel } from './choose-kernel.ts'
import { sourceHash } from './simd-kernel.generated.ts'
import { createSimdKernel } from './simd-kernel.ts'

describe('simd kernel', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('was built from the committed source (else: npm --prefix tools/kernels ci, then run build)', () => {
    const file = new URL('../../../../../tools/kernels/fractal-kernel.ts', import.meta.url)
    const source = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    expect(createHash('sha256').update(source).digest('hex')).toBe(sourceHash)
  })

  it('is chosen where SIMD runs', () => {
    expect(chooseKernel().name).toBe('simd')
  })

  it.each<[string, unknown]>([
    ['WebAssembly', undefined],
    ['relaxed SIMD', { ...WebAssembly, validate: () => false }],
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

  it('can grow to all that 32 bit addresses reach', () => {
    expect(createSimdKernel()!.createMemory(1).maxBytes).toBe(2 ** 32)
  })
})
