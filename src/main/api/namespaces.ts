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
  create: async ({ name }, { client }) => {
    await engine.namespaces.create(name, { author: client })
    return {}
  },
  rename: async ({ from, to }, { client }) => {
    await engine.namespaces.rename(from, to, client)
    return {}
  },
  copy: async ({ from, to }, { client }) => ({ copied: await engine.namespaces.copy(from, to, client) }),
  compare: async ({ left, right, limit }) => {
    const { differences, ...counts } = await engine.namespaces.compare(left, right, limit)
    return { ...counts, differences: [...differences] }
  },
  remove: async ({ name, confirm }, { client }) => {
    if (confirm !== name) {
      const issues = [{ path: 'confirm', message: `write "${name}" once more to delete it for good` }]
      throw new AppError('request/invalid', { issues })
    }
    // What lives in memory only has no file that could be kept.
    if (state.mode !== 'on_demand') await state.makeBackup()
    return { removed: await engine.namespaces.remove(name, client) }
  },
})
