import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '#engine/index'
import { readSample } from '../../samples/security-review.ts'
import { ensureNamespace } from './ensure-namespace.ts'

export const SAMPLE_NAMESPACE = 'security-review'

const NOTE =
  'Memory of a security-review agent: weaknesses, mitigations and observed cases from the Common Weakness Enumeration.'
/** Memories of one transaction (MEM-11). */
const CHUNK = 1000
const CHANGE = { author: 'sample', action: 'import' } as const

/**
 * Remembers, before a database is made, that it is still to be filled: whenever the program ends before it is full, it
 * is done again from the start.
 */
export class PendingSample {
  readonly #marker: string | null

  /** @param dataDir null where nothing outlives the program */
  constructor(dataDir: string | null) {
    this.#marker = dataDir === null ? null : join(dataDir, 'sample.pending')
  }

  expectIfMissing(database: string): void {
    if (this.#marker !== null && !existsSync(database)) writeFileSync(this.#marker, '')
  }

  get isExpected(): boolean {
    return this.#marker !== null && existsSync(this.#marker)
  }

  done(): void {
    if (this.#marker !== null) rmSync(this.#marker, { force: true })
  }
}

/** Fills a new database with the sample and an empty namespace of the user's own. */
export const firstStart = async (
  engine: Engine,
  options: {
    readonly created: boolean
    readonly namespace: string
    readonly sample: string
    readonly pending: PendingSample
  },
): Promise<void> => {
  const { created, namespace, sample, pending } = options
  if (created || pending.isExpected) {
    const names = (await engine.namespaces.list()).map(({ name }) => name)
    if (names.includes(SAMPLE_NAMESPACE)) await engine.namespaces.erase(SAMPLE_NAMESPACE)
    await importSample(engine, sample)
    pending.done()
  }
  await ensureNamespace(engine, namespace)
}

const importSample = async (engine: Engine, file: string): Promise<void> => {
  const { memories, links, queries } = await readSample(file)
  await engine.namespaces.create(SAMPLE_NAMESPACE, { note: NOTE, suggestions: queries })
  for (let at = 0; at < memories.length; at += CHUNK) {
    // The sample is shown as it is, whatever the gate would say to it.
    const how = { ifTaken: 'update', force: true } as const
    const chunk = memories.slice(at, at + CHUNK).map((memory) => ({ ...memory, ...how }))
    const summary = `Imported ${chunk.length.toLocaleString('en')} memories of the sample`
    await engine.memories.storeMany(SAMPLE_NAMESPACE, chunk, { ...CHANGE, summary })
  }
  const summary = `Imported ${links.length.toLocaleString('en')} links of the sample`
  const drafts = links.map((link) => ({ weight: 1, note: null, ...link }))
  await engine.memories.storeMany(SAMPLE_NAMESPACE, [], { ...CHANGE, summary }, drafts)
}
