import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const embeddersHandlers = ({ embedders }: Engine): SomaHandlers['embedders'] => ({
  state: () => embedders.state(),
  test: ({ settings }) => embedders.test(settings),
  change: ({ settings }, { client }) => done(embedders.change(settings, client)),
  pause: () => done(embedders.pause()),
  resume: () => done(embedders.resume()),
  cancel: () => done(embedders.cancel()),
  undo: (_input, { client }) => done(embedders.undo(client)),
  forget: () => done(embedders.forget()),
})

const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
  await work
  return {}
}
