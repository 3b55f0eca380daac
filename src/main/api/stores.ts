import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { StoreTrial } from '#contract/stores'
import type { Engine } from '#engine/index'
import { placesOfTrial, type ReachGuard } from './reach.ts'
import { placesIn, type SettingsState } from './settings.ts'

/** What the program around the engine knows of other stores. */
export interface StoresState {
  /** The collection; null where vectors are on this computer alone, or it cannot be made. */
  beside(namespace: string): Promise<string | null>
  /** Looks again, without a pause. @returns false where vectors are on this computer alone */
  again(): Promise<boolean>
  /** Lines of what other programs wrote for a namespace, part by part; null where vectors are on this computer alone. */
  foreign(namespace: string, signal: AbortSignal): AsyncGenerator<{ lines: string; count: number }> | null
  /** @throws AppError `request/invalid` for settings that cannot be */
  test(kind: StoreTrial['kind'], settings: Readonly<Record<string, unknown>>): Promise<StoreTrial>
}

const READ_AS = { name: 'Qdrant', format: 'jsonl', mode: 'update', resume: false } as const

export const storesHandlers = (
  { imports }: Pick<Engine, 'imports'>,
  {
    stores,
    settings: present,
    reach,
  }: { readonly stores: StoresState; readonly settings: SettingsState; readonly reach: ReachGuard },
): SomaHandlers['stores'] => ({
  take: async ({ namespace, dryRun }, { client, signal }) => {
    const parts = stores.foreign(namespace, signal)
    if (parts === null) return refuse('there is no store elsewhere to read from')
    const { upload, points } = await uploaded(imports, parts)
    if (upload === undefined) return { points, report: null }
    const query = { ...READ_AS, namespace, upload, dryRun }
    try {
      for await (const item of imports.run(query, { author: client, signal })) {
        if (item.kind === 'done') return { points, report: item.report }
      }
      return refuse('the import ended without a report')
    } finally {
      await imports.files.forget(upload)
    }
  },
  test: async ({ kind, settings }, context) => {
    // A program with the token may ask how the stores fare, and not have this computer knock elsewhere (decision 42).
    if (context.client !== 'app' && Object.keys(settings).length > 0) {
      throw new AppError('connection/closed', {
        reason: 'Other settings than those that hold are tried by the app itself and its command line.',
      })
    }
    const now = present.list()
    const hostNow = now.find(({ key }) => key === 'redis.host')?.value
    await reach.allow(placesOfTrial(kind, settings, hostNow), placesIn(now), context)
    return stores.test(kind, settings)
  },
  again: async () => ((await stores.again()) ? {} : refuse('there is no store elsewhere')),
  beside: async ({ namespace }) => {
    const collection = await stores.beside(namespace)
    if (collection !== null) return { collection }
    return refuse('there is no store elsewhere to make it in, or it refuses')
  },
})

const refuse = (message: string): never => {
  throw new AppError('request/invalid', { issues: [{ path: 'namespace', message }] })
}

const uploaded = async (
  { files }: Engine['imports'],
  parts: AsyncIterable<{ readonly lines: string; readonly count: number }>,
): Promise<{ readonly upload: string | undefined; readonly points: number }> => {
  let [upload, points] = [undefined as string | undefined, 0]
  for await (const { lines, count } of parts) {
    if (count > 0) upload = await files.take(upload, lines)
    points += count
  }
  return { upload, points }
}
