import { isError } from '#contract/errors'
import type { Engine } from '#engine/index'

/** Makes a namespace where it is not there yet. */
export const ensureNamespace = async (engine: Engine, name: string): Promise<void> => {
  const names = (await engine.namespaces.list()).map((namespace) => namespace.name)
  if (names.includes(name)) return
  try {
    await engine.namespaces.create(name)
  } catch (error) {
    // Another process may make it at the same moment.
    if (!isError(error, 'namespace/exists')) throw error
  }
}
