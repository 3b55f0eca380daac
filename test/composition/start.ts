import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { vi } from 'vitest'
import type { Status } from '#contract/app'
import type { CallContext } from '#contract/define'
import { type Composition, compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import type { ProgramFiles } from '#hosts/program-files'
import { StartError } from '#hosts/start-error'
import { openDatabase } from '#stores/sqlite/open'
import type { SampleFile } from '../../src/main/samples/security-review.ts'
import { builtFiles } from './built-files.ts'

export const SAMPLE = 'security-review'
export const SAMPLE_SIZE = 4484

export interface StartOptions {
  readonly mode?: 'local_agent' | 'on_demand' | 'enterprise'
  readonly redis?: ConfigInput['redis']
  readonly qdrant?: ConfigInput['qdrant']
  readonly vector?: ConfigInput['vector']
  readonly namespace?: string
  readonly backup?: ConfigInput['backup']
  readonly embedding?: ConfigInput['embedding']
  readonly memory_enterprise?: ConfigInput['memory_enterprise']
  readonly files?: Partial<ProgramFiles>
  /** See `ComposeOptions`. */
  readonly rest?: number
}

export const start = (
  dataDir: string,
  { files, rest = 0, ...settings }: StartOptions = {},
): Promise<Composition> =>
  compose({
    config: loadConfig({ env: {}, explicit: { data_dir: dataDir, ...settings } }),
    edition: 'browser',
    person: { ask: async () => {} },
    files: { ...builtFiles, ...files },
    version: '0.0.0',
    rest,
  })

/** Runs something on a started program and closes it in any case. */
export const during = async <T>(
  starting: Promise<Composition>,
  work: (composition: Composition) => Promise<T>,
): Promise<T> => {
  const composition = await starting
  try {
    return await work(composition)
  } finally {
    await composition.close()
  }
}

/** What a handler is told beside its input. */
export const from = (client = 'test', signal = new AbortController().signal): CallContext => ({
  client,
  signal,
})

export const statusOf = ({ handlers }: Composition): Promise<Status> => handlers.app.status({}, from())

/** Resolves when the vectors are loaded. */
export const loaded = (composition: Composition): Promise<void> =>
  vi.waitFor(async () => {
    const { index } = await statusOf(composition)
    if (index.state !== 'ready') throw new Error(`the index is ${JSON.stringify(index)}`)
  }, PATIENT)

export const PATIENT = { timeout: 30_000, interval: 20 }

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'soma-composition-'))

/** One whose program has started before, so that no sample comes: most tests are about something else. */
export const startedFolder = (): string => {
  const folder = temporaryFolder()
  openDatabase({ file: join(folder, 'memories.sqlite') }).db.close()
  return folder
}

export const SMALL_SAMPLE_SIZE = 200

/** The first memories of the sample, for tests that are about a start and not about what it brings. */
export const smallSample = (folder: string): { readonly sample: string } => {
  const whole = JSON.parse(gunzipSync(readFileSync(builtFiles.sample)).toString('utf8')) as SampleFile
  const isIn = (place: number): boolean => place < SMALL_SAMPLE_SIZE
  const small: SampleFile = {
    ...whole,
    memories: whole.memories.slice(0, SMALL_SAMPLE_SIZE),
    links: whole.links.filter(([a, b]) => isIn(a) && isIn(b)),
  }
  const sample = join(folder, 'small-sample.json.gz')
  writeFileSync(sample, gzipSync(JSON.stringify(small)))
  return { sample }
}

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })

/** The sentence with which the program refused to start. */
export const refusal = async (starting: Promise<Composition>): Promise<string> => {
  const outcome = await starting.catch((error: unknown) => error)
  if (outcome instanceof StartError) return outcome.message
  if (outcome instanceof Error) throw outcome
  await (outcome as Composition).close()
  throw new Error('it started')
}

/** One line that begins like a sentence (or with a path or a key) and ends like one. */
export const ONE_SENTENCE = /^\S[^\n]*[.?]$/
