/// <reference path="../../../../types/web-assembly.d.ts" />
import type { DotKernel, KernelMemory } from './kernel-memory.ts'
import { moduleBase64 } from './simd-kernel.generated.ts'

/** What tools/kernels/vector-kernel.ts exports. */
type Functions = Pick<KernelMemory, 'encodeRow' | 'dotCodes' | 'dotRows'>

const pageBytes = 2 ** 16
/** All that 32 bit addresses reach. */
const maxPages = 2 ** 16

/** The WebAssembly SIMD kernel, or null where this runtime has no WebAssembly, no SIMD or no room for a memory. */
export const createSimdKernel = (): DotKernel | null => {
  if (typeof WebAssembly === 'undefined') return null
  const bytes = Uint8Array.from(atob(moduleBase64), (character) => character.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return null
  const module = new WebAssembly.Module(bytes)
  const createMemory = (size: number): KernelMemory => new SimdMemory(module, size)
  try {
    // A limit on the address space (ulimit -v, some containers) shows only here.
    createMemory(1)
  } catch {
    return null
  }
  return { name: 'simd', createMemory }
}

class SimdMemory implements KernelMemory {
  readonly maxBytes = maxPages * pageBytes
  readonly #memory: WebAssembly.Memory
  readonly #functions: Functions

  constructor(module: WebAssembly.Module, bytes: number) {
    this.#memory = new WebAssembly.Memory({ initial: pagesFor(bytes), maximum: maxPages })
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } })
    this.#functions = exports as unknown as Functions
  }

  get buffer(): ArrayBuffer {
    return this.#memory.buffer
  }

  grow(bytes: number): void {
    this.#memory.grow(pagesFor(bytes - this.buffer.byteLength))
  }

  encodeRow(row: number, codes: number, width: number, code: number): void {
    this.#functions.encodeRow(row, codes, width, code)
  }

  dotCodes(query: number, addresses: number, count: number, width: number, sums: number): void {
    this.#functions.dotCodes(query, addresses, count, width, sums)
  }

  dotRows(query: number, addresses: number, count: number, width: number, scores: number): void {
    this.#functions.dotRows(query, addresses, count, width, scores)
  }
}

const pagesFor = (bytes: number): number => Math.ceil(bytes / pageBytes)
