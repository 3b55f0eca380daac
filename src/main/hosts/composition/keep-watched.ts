import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'

const LOOK_SECONDS = 5
/** Nothing is measured before the program has come to rest after its start. */
const FIRST_SECONDS = 20

const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal, ref: false }).catch(() => {})

/**
 * Measures recall now and then (QUAL-1), and at once after what may have moved it: settings, lists that were built. A
 * measurement that fails is told and made again when the next is due.
 */
export const keepWatched = async (engine: Engine, log: Log, signal: AbortSignal): Promise<void> => {
  void pokeOnChange(engine, signal)
  await wait(FIRST_SECONDS, signal)
  while (!signal.aborted) {
    try {
      await engine.watch.tick({ wait, signal })
    } catch (error) {
      if (!signal.aborted) log.warn('recall could not be watched', { reason: String(error) })
    }
    await wait(LOOK_SECONDS, signal)
  }
}

const pokeOnChange = async ({ events, watch, indexState }: Engine, signal: AbortSignal): Promise<void> => {
  let wasBuilding = false
  for await (const { type } of events.subscribe(signal)) {
    const state = indexState()
    const isBuilding = state.state === 'ready' && state.isBuilding
    const isBuilt = wasBuilding && !isBuilding
    wasBuilding = isBuilding
    if (type === 'settings' || isBuilt) watch.poke()
  }
}
