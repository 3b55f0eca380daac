import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const importsHandlers = ({ imports }: Engine): SomaHandlers['imports'] => ({
  upload: async ({ upload, text }) => ({ upload: await imports.files.take(upload, text) }),
  inspect: ({ upload, name, format }) => imports.inspect(upload, name, format),
  discard: async ({ upload }) => {
    await imports.files.forget(upload)
    return {}
  },
  run: (query, { client, signal }) => imports.run(query, { author: client, signal }),
  undo: ({ namespace, import: id }, { client, signal }) =>
    imports.undo(namespace, id, { author: client, signal }),
})
