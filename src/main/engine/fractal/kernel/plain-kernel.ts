import type { Kernel, KernelFunctions, KernelMemory } from './kernel.ts'
import { Candidates } from './plain-candidates.ts'
import { codeFunctions } from './plain-codes.ts'
import { packedFunctions } from './plain-packed.ts'
import { rerankFunctions } from './plain-rerank.ts'
import { scanFunctions } from './plain-scan.ts'
import { scoreFunctions } from './plain-scores.ts'
import { shortFunctions } from './plain-short.ts'
import { tableFunctions } from './plain-table.ts'
import { Views } from './plain-views.ts'

const pageBytes = 2 ** 16
/** Half of what 32 bit addresses reach: this kernel is for where WebAssembly is missing, or room for its memory. */
const mostBytes = 2 ** 31

/** The kernel for where the other does not run; some five to twenty times slower. */
export const plainKernel: Kernel = {
  name: 'plain',
  createMemory: (bytes) => new PlainMemory(growable(pagesFor(bytes))),
  attach: (handle) => new PlainMemory(handle as SharedArrayBuffer),
}

class PlainMemory implements KernelMemory {
  readonly handle: SharedArrayBuffer
  readonly run: KernelFunctions

  constructor(buffer: SharedArrayBuffer) {
    this.handle = buffer
    const views = new Views(buffer)
    const candidates = new Candidates(views)
    const scores = { ...scoreFunctions(views), ...packedFunctions(views) }
    this.run = {
      ...scores,
      ...shortFunctions(views, scores.dotRows),
      ...codeFunctions(views),
      ...tableFunctions(views),
      ...scanFunctions(views, candidates),
      ...rerankFunctions(views, candidates, scores),
    }
  }

  get buffer(): SharedArrayBuffer {
    return this.handle
  }

  get maxBytes(): number {
    return this.handle.maxByteLength
  }

  grow(bytes: number): void {
    try {
      this.handle.grow(pagesFor(bytes))
    } catch (error) {
      // It may be longer than that already: another thread grows it too.
      if (this.handle.byteLength < bytes) throw error
    }
  }
}

const pagesFor = (bytes: number): number => Math.ceil(bytes / pageBytes) * pageBytes

/** Addresses for all that it may grow to are reserved at once: half as many where the system has too few. */
const growable = (bytes: number): SharedArrayBuffer => {
  for (let maxByteLength = mostBytes; ; maxByteLength /= 2) {
    try {
      return new SharedArrayBuffer(bytes, { maxByteLength })
    } catch (error) {
      if (maxByteLength / 2 < Math.max(bytes, pageBytes)) throw error
    }
  }
}
