import type { CallContext } from '#contract/define'
import type { EmbedderSettings } from '#contract/embedders'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import { placesOfEmbedder, type ReachGuard } from './reach.ts'

export const embeddersHandlers = (
  { embedders }: Engine,
  { reach }: { readonly reach: ReachGuard },
): SomaHandlers['embedders'] => {
  /** Servers and folders of the embedders that are known are known too. */
  const allowed = async (settings: EmbedderSettings, context: CallContext): Promise<EmbedderSettings> => {
    const asked = withoutReference(settings, context)
    const { active, previous, change, configured } = await embedders.state()
    const known = [active, previous, change?.to, configured].flatMap((one) =>
      one ? placesOfEmbedder(one.settings) : [],
    )
    await reach.allow(placesOfEmbedder(asked), known, context)
    return asked
  }
  return {
    ...plain(embedders),
    test: async ({ settings }, context) => embedders.test(await allowed(settings, context)),
    change: async ({ settings }, context) =>
      done(embedders.change(await allowed(settings, context), context.client)),
  }
}

const plain = (embedders: Engine['embedders']): Omit<SomaHandlers['embedders'], 'test' | 'change'> => ({
  state: () => embedders.state(),
  pause: () => done(embedders.pause()),
  resume: () => done(embedders.resume()),
  cancel: () => done(embedders.cancel()),
  undo: (_input, { client }) => done(embedders.undo(client)),
  forget: () => done(embedders.forget()),
})

/**
 * A reference would be read here and sent to the address beside it: whoever may call could have any file or variable sent
 * to a server of their own. Only who starts programs on this machine may name one: configuration and command line.
 */
const withoutReference = (settings: EmbedderSettings, { client }: CallContext): EmbedderSettings => {
  if (client === 'cli' || !/^(env|file|keychain):/.test(settings.api_key ?? '')) return settings
  throw new AppError('embedder/unusable', {
    reason:
      'a key that lies in a file, the environment or the keychain is named in the configuration or with "soma reembed" only. Give the key itself here',
  })
}

const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
  await work
  return {}
}
