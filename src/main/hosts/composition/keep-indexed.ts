import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'

/**
 * Resolves when the vectors are loaded.
 * @param after when that begins, unless somebody searches before; at once if nothing is said
 */
export const keepIndexed = async (
  engine: Engine,
  signal: AbortSignal,
  after?: Promise<unknown>,
): Promise<void> => {
  await engine.load(after)
  void keepIndexSaved(engine, signal)
}

const WHILE_BUILDING = 1
const WHILE_AT_REST = 60

/** Shows how the index fares, and saves it now and then. */
const keepIndexSaved = async (engine: Engine, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const state = engine.indexState()
    const isBuilding = state.state === 'ready' && state.isBuilding
    const pause = isBuilding ? WHILE_BUILDING : WHILE_AT_REST
    await delay(pause * 1000, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await engine.keepIndex()
  }
}
