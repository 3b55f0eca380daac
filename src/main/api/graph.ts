import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { AppState } from './app.ts'

export const graphHandlers = (
  { graph, exportMemories, store }: Engine,
  { newNoteFolder }: Pick<AppState, 'newNoteFolder'>,
): SomaHandlers['graph'] => ({
  view: (query) => graph.view(query),
  analysis: ({ namespace }, { signal }) => graph.analyses.run(namespace, signal),
  nearUnlinked: (query, { signal }) => graph.pairs.nearUnlinked(query, signal),
  linkedFar: (query, { signal }) => graph.pairs.linkedFar(query, signal),
  dismissPair: ({ namespace, ...pair }, { client }) => graph.dismissed.put(namespace, pair, client),
  dismissedPairs: ({ namespace }) => graph.dismissed.count(namespace),
  restorePairs: ({ namespace, list }, { client }) => graph.dismissed.clear(namespace, list, client),
  nearest: async (query, { signal }) => ({ pairs: await graph.pairs.nearest(query, signal) }),
  export: (query, { signal }) => exportMemories(query, signal),
  exportToFolder: async function* (query, { client, signal }) {
    if (newNoteFolder === null || client !== 'app') {
      throw new AppError('export/folder', { reason: 'only the desktop app asks for a folder.' })
    }
    const folder = await newNoteFolder(query.namespace)
    let memories = 0
    if (folder !== null) {
      for await (const part of exportMemories({ ...query, format: 'markdown' }, signal)) {
        await folder.write(part.text)
        memories = part.memories
        yield { type: 'progress', memories }
      }
    }
    yield { type: 'result', memories, folder: folder?.name ?? null }
  },
  moments: ({ namespace, most }) => store.moments(namespace, most),
  compare: (query, { signal }) => store.compareMoments({ ...query, signal }),
  removedLinks: ({ namespace, since, limit }) => store.removedLinks(namespace, since, limit),
})
