import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { AppState } from './app.ts'

export const namespacesHandlers = (engine: Engine, state: AppState): SomaHandlers['namespaces'] => ({
  list: async () => {
    const records = await engine.namespaces.list()
    return records.map(({ living, suggestions, ...rest }) => ({
      ...rest,
      memories: living,
      suggestions: [...suggestions],
    }))
  },
  create: async ({ name }, { client }) => ({ seq: await engine.namespaces.create(name, { author: client }) }),
  rename: async ({ from, to }, { client }) => ({ seq: await engine.namespaces.rename(from, to, client) }),
  copy: ({ from, to }, { client }) => engine.namespaces.copy(from, to, client),
  compare: async ({ left, right, limit }) => {
    const { differences, ...counts } = await engine.namespaces.compare(left, right, limit)
    return { ...counts, differences: [...differences] }
  },
  remove: async ({ name, confirm }, { client }) => {
    if (confirm !== name) {
      const issues = [{ path: 'confirm', message: `write "${name}" once more to delete it` }]
      throw new AppError('request/invalid', { issues })
    }
    return engine.namespaces.remove(name, client)
  },
  bin: () => engine.namespaces.bin(),
  purge: async ({ seq, confirm }, { client }) => {
    const binned = (await engine.namespaces.bin()).some((one) => one.seq === seq && one.name === confirm)
    if (!binned) throw new AppError('namespace/not-found', { namespace: confirm })
    // What lives in memory only has no file that could be kept.
    if (state.mode !== 'on_demand') await state.makeBackup()
    return { purged: await engine.namespaces.purge({ seq, name: confirm }, client) }
  },
})
