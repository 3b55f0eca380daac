import type { EmbedderHealth } from '#contract/app'
import type { EmbedderSettings } from '#contract/embedders'
import type { Embedder, EmbedderName, EmbedderRecord, Log, MemoryStore } from '#engine/ports'
import { DEFAULT_EMBEDDER } from './configured-embedder.ts'
import type { ConfigurableSource } from './embedder-source.ts'

type Source = Pick<ConfigurableSource, 'open' | 'openLate'>

interface Opened {
  readonly embedder: Embedder
  readonly settings: EmbedderSettings
}

/**
 * The embedder whose vectors a database has, whatever the settings name: recall answers with it until another one's
 * vectors are there (EMB-4). One that cannot be opened now stands in with its name and is opened when it is needed:
 * neither a server that is away nor a model that was moved keeps the app from starting. The default is read after the start,
 * whose first screen does not need it.
 */
export const openActive = async (
  store: MemoryStore,
  source: Source,
  { configured, log }: { readonly configured: EmbedderSettings | null; readonly log: Log },
): Promise<Opened> => {
  // A damaged file is opened for what can be read of it; nothing is written on the word of this.
  const { active, unused } = await store.embedders().catch((error: unknown) => {
    log.warn('the embedder of the database is unknown', { reason: String(error) })
    return { active: null, unused: [] as readonly string[] }
  })
  if (active !== null) return openKnown(source, active, { configured, log })
  const first = { settings: DEFAULT_EMBEDDER, embedder: await source.open(DEFAULT_EMBEDDER) }
  // Vectors that were there before anybody wrote down whose they are can only be those of the default.
  if (configured === null || unused.includes(first.embedder.id)) return first
  await first.embedder.close?.()
  return { settings: configured, embedder: await source.open(configured) }
}

const openKnown = async (
  source: Source,
  active: EmbedderRecord,
  { configured, log }: { readonly configured: EmbedderSettings | null; readonly log: Log },
): Promise<Opened> => {
  // The same model may be at another address now, which only the settings know.
  const isSameModel =
    configured?.provider === active.settings.provider && configured.model === active.settings.model
  const candidates = [...(isSameModel && configured ? [configured] : []), active.settings]
  let why = ''
  for (const settings of candidates) {
    try {
      const embedder = await source.openLate(settings)
      if (isOf(active, embedder) || settings.provider === DEFAULT_EMBEDDER.provider)
        return { embedder, settings }
      await embedder.close?.()
      why = otherThan(active, embedder)
    } catch (error) {
      why = error instanceof Error ? error.message : String(error)
    }
    log.warn('the embedder cannot be opened yet', { embedder: active.id, reason: why })
  }
  return { settings: active.settings, embedder: openedLater(source, active, why) }
}

const isOf = (a: EmbedderName, b: EmbedderName): boolean => a.id === b.id && a.dimension === b.dimension

const otherThan = (expected: EmbedderName, found: EmbedderName): string =>
  `The settings open ${found.id} now, and the vectors are those of ${expected.id}. Change the embedder.`

/** Opens it when it is first asked, and again each time until it opens. @param why it is not open yet */
const openedLater = (source: Source, record: EmbedderRecord, why: string): Embedder => {
  const { id, dimension, settings } = record
  let opened: Promise<Embedder> | null = null
  let health = (): EmbedderHealth => shut
  const shut: EmbedderHealth = {
    state: 'unreachable',
    since: Date.now() / 1000,
    message: why,
    lastLatency: null,
  }
  const open = async (): Promise<Embedder> => {
    const embedder = await source.open(settings)
    if (!isOf(embedder, record)) {
      await embedder.close?.()
      throw new Error(otherThan(record, embedder))
    }
    const since = Date.now() / 1000
    health = embedder.health ?? (() => ({ state: 'ready', since, message: '', lastLatency: null }))
    return embedder
  }
  return {
    id,
    dimension,
    embed: async (texts, options) => {
      opened ??= open()
      opened.catch(() => {
        opened = null
      })
      return (await opened).embed(texts, options)
    },
    health: () => health(),
    close: async () => {
      const embedder = await opened?.catch(() => null)
      await embedder?.close?.()
    },
  }
}
