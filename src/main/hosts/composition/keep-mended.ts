import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'
import { keepTouched } from './keep-touched.ts'

const LONGEST_PAUSE = 60

/** Vectors that are lost, and those that memories wait for, come by themselves, tried ever more seldom; uses are counted. */
export const keepMended = (engine: Engine, signal: AbortSignal): void => {
  void mend(engine, engine.events.subscribe(signal), signal)
  void keepTouched(engine, signal)
}

const mend = async (engine: Engine, events: AsyncGenerator<unknown>, signal: AbortSignal): Promise<void> => {
  for (let pause = 1, ended: boolean | undefined = false; !ended && !signal.aborted; ) {
    const repair = repairOf(engine)
    if (repair !== null) {
      await delay(pause * 1000, undefined, { signal, ref: false }).catch(() => {})
      pause = Math.min(LONGEST_PAUSE, pause * 2)
      if (!signal.aborted) await repair()
    } else {
      pause = 1
      ended = (await events.next()).done
    }
  }
}

/** What would help now, if anything is amiss. */
const repairOf = (engine: Engine): (() => Promise<void>) | null => {
  const state = engine.indexState()
  if (state.state === 'failed') return engine.load
  return state.state === 'ready' && state.waiting !== null ? engine.completeVectors : null
}
