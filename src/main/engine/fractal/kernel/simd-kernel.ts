/// <reference path="../../../../../types/web-assembly.d.ts" />
import type { Kernel, KernelFunctions, KernelMemory } from './kernel.ts'
import { moduleBase64 } from './simd-kernel.generated.ts'

const pageBytes = 2 ** 16
/** All that 32 bit addresses reach. */
const maxPages = 2 ** 16

/** The WebAssembly SIMD kernel, or null where this runtime lacks WebAssembly, relaxed SIMD or room for a memory. */
export const createSimdKernel = (): Kernel | null => {
  if (typeof WebAssembly === 'undefined') return null
  const bytes = Uint8Array.from(atob(moduleBase64), (character) => character.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return null
  const module = new WebAssembly.Module(bytes)
  const attach = (handle: unknown): KernelMemory => new SimdMemory(module, handle as WebAssembly.Memory)
  const createMemory = (size: number): KernelMemory => {
    const memory = new SimdMemory(
      module,
      new WebAssembly.Memory({ initial: pagesFor(size), maximum: maxPages, shared: true }),
    )
    memory.run.prepare()
    return memory
  }
  try {
    // A limit on the address space (ulimit -v, some containers) shows only here.
    createMemory(1)
  } catch {
    return null
  }
  return { name: 'simd', createMemory, attach }
}

class SimdMemory implements KernelMemory {
  readonly handle: WebAssembly.Memory
  readonly maxBytes = maxPages * pageBytes
  readonly run: KernelFunctions & { prepare(): void }

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory) {
    this.handle = memory
    this.run = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as typeof this.run
  }

  get buffer(): SharedArrayBuffer {
    return this.handle.buffer
  }

  grow(bytes: number): void {
    const missing = pagesFor(bytes - this.buffer.byteLength)
    if (missing > 0) this.handle.grow(missing)
  }
}

const pagesFor = (bytes: number): number => Math.ceil(bytes / pageBytes)
