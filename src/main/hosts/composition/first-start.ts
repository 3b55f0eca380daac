import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '#engine/index'
import { readSample } from '../../samples/security-review.ts'

export const SAMPLE_NAMESPACE = 'security-review'

const NOTE =
  'Memory of a security-review agent: weaknesses, mitigations and observed cases from the Common Weakness Enumeration.'
/** Memories of one transaction (MEM-11). */
const CHUNK = 1000
const CHANGE = { author: 'sample', action: 'import' } as const

/**
 * Fills a new database with the sample and an empty namespace of the user's own. A marker in the data folder tells
 * whether that was interrupted; it is then done again from the start.
 */
export const firstStart = async (
  engine: Engine,
  options: {
    readonly created: boolean
    readonly namespace: string
    readonly sample: string
    readonly dataDir: string | null
  },
): Promise<void> => {
  const marker = options.dataDir === null ? null : join(options.dataDir, 'sample.pending')
  const interrupted = marker !== null && existsSync(marker)
  const names = new Set((await engine.namespaces.list()).map(({ name }) => name))
  if (!names.has(options.namespace)) await engine.namespaces.create(options.namespace)
  if (!options.created && !interrupted) return
  if (marker !== null) writeFileSync(marker, '')
  if (names.has(SAMPLE_NAMESPACE)) await engine.namespaces.remove(SAMPLE_NAMESPACE)
  await importSample(engine, options.sample)
  if (marker !== null) rmSync(marker)
}

const importSample = async (engine: Engine, file: string): Promise<void> => {
  const { memories, links, queries } = await readSample(file)
  await engine.namespaces.create(SAMPLE_NAMESPACE, { note: NOTE, suggestions: queries })
  for (let at = 0; at < memories.length; at += CHUNK) {
    const chunk = memories.slice(at, at + CHUNK).map((memory) => ({ ...memory, ifTaken: 'update' as const }))
    const summary = `Imported ${chunk.length.toLocaleString('en')} memories of the sample`
    await engine.memories.storeMany(SAMPLE_NAMESPACE, chunk, { ...CHANGE, summary })
  }
  const summary = `Imported ${links.length.toLocaleString('en')} links of the sample`
  const drafts = links.map((link) => ({ weight: 1, note: null, ...link }))
  await engine.memories.storeMany(SAMPLE_NAMESPACE, [], { ...CHANGE, summary }, drafts)
}
