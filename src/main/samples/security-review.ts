import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

export interface SampleMemory {
  /** Unique in the sample: two axes of meaning from 0 to 100, and a year. */
  readonly coordinate: number[]
  readonly type: 'episodic' | 'semantic'
  /** 0.5 (one more case of a common weakness) to about 9 (a root of the tree of weaknesses). */
  readonly importance: number
  /** Epoch seconds. */
  readonly timestamp: number
  readonly pinned: boolean
  /** JSON text of an object. */
  readonly payload: string
}

export interface SampleLink {
  readonly from: number[]
  readonly to: number[]
  readonly type: string
  /** 1 where it is left out. */
  readonly weight?: number
}

export interface Sample {
  readonly title: string
  readonly memories: readonly SampleMemory[]
  readonly links: readonly SampleLink[]
  /** Questions that show recall by meaning: their words are not those of the memories that answer them. */
  readonly queries: readonly string[]
}

/** The file of a sample, gzipped JSON. A link's ends are positions in `memories`. */
export interface SampleFile {
  readonly format: 'soma-sample'
  readonly version: 1
  readonly title: string
  readonly queries: readonly string[]
  readonly memories: readonly (Omit<SampleMemory, 'payload'> & {
    readonly payload: Readonly<Record<string, unknown>>
  })[]
  readonly links: readonly (readonly [from: number, to: number, type: string, weight?: number])[]
}

/** The file is not a sample that this program reads. */
export class SampleError extends Error {
  override readonly name = 'SampleError'
}

const parse = async (path: string): Promise<SampleFile> => {
  try {
    return JSON.parse((await promisify(gunzip)(await readFile(path))).toString())
  } catch (cause) {
    throw new SampleError(`The sample at ${path} cannot be read`, { cause })
  }
}

/**
 * Reads the first-start sample, "memory of a security-review agent": weaknesses, mitigations and topics it knows
 * (semantic), and cases it saw (episodic), from MITRE's CWE list (assets/sample/NOTICE).
 * @throws SampleError
 */
export const readSample = async (path: string): Promise<Sample> => {
  const file = await parse(path)
  if (file.format !== 'soma-sample' || file.version !== 1) {
    throw new SampleError(`${path} is not a sample of version 1`)
  }
  const memories = file.memories.map((memory) => ({ ...memory, payload: JSON.stringify(memory.payload) }))
  const placeOf = (position: number): number[] => {
    const memory = memories[position]
    if (memory === undefined)
      throw new SampleError(`${path} links to memory ${position}, which it does not have`)
    return memory.coordinate
  }
  return {
    title: file.title,
    memories,
    links: file.links.map(([from, to, type, weight]) => {
      const link = { from: placeOf(from), to: placeOf(to), type }
      return weight === undefined ? link : { ...link, weight }
    }),
    queries: file.queries,
  }
}
