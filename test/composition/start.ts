import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Status } from '#contract/app'
import type { CallContext } from '#contract/define'
import { type Composition, compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import type { ProgramFiles } from '#hosts/program-files'
import { StartError } from '#hosts/start-error'
import { sourceFiles } from './source-files.ts'

export const SAMPLE = 'security-review'
export const SAMPLE_SIZE = 4484

export interface StartOptions {
  readonly mode?: 'local_agent' | 'on_demand'
  readonly namespace?: string
  readonly backup?: ConfigInput['backup']
  readonly embedding?: ConfigInput['embedding']
  readonly memory_enterprise?: ConfigInput['memory_enterprise']
  readonly files?: Partial<ProgramFiles>
}

export const start = (dataDir: string, { files, ...settings }: StartOptions = {}): Promise<Composition> =>
  compose({
    config: loadConfig({ env: {}, explicit: { data_dir: dataDir, ...settings } }),
    edition: 'browser',
    files: { ...sourceFiles, ...files },
    version: '0.0.0',
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
