import { randomFrom } from '../../fractal/random.ts'
import type { EventBus } from '../../journal/event-bus.ts'
import type { Observer } from '../../observe/observer.ts'
import type { Clock, Log, MemoryStore } from '../../ports.ts'
import type { ChosenSettings } from '../../settings/chosen-settings.ts'
import type { ActiveVectors } from '../../vectors/active-vectors.ts'
import { Autotune } from '../autotune/autotune.ts'
import type { AutotuneSettings } from '../autotune/autotune-settings.ts'
import { RecallTraffic } from './recall-traffic.ts'
import { Reservoir } from './reservoir.ts'
import { Watch } from './watch.ts'
import type { WatchSettings } from './watch-settings.ts'

export interface WatchingParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly onTurn: (isBusy: boolean) => void
  readonly clock: Clock
  readonly log: Log
  readonly events: EventBus
  readonly observer: Observer | undefined
  /** Made anew each time they are read. */
  readonly live: { readonly watch: WatchSettings; readonly autotune: AutotuneSettings }
  readonly chosen: ChosenSettings
}

/** The watch of recall, what recall tells it, and what follows from what it measures. */
export const createWatch = ({ live, chosen, onTurn, ...parts }: WatchingParts) => {
  const { clock } = parts
  const traffic = new RecallTraffic(() => clock.elapsed(), onTurn)
  const random = randomFrom(Math.floor(clock.now() * 1000))
  const reservoir = new Reservoir({
    ...parts,
    random,
    get settings() {
      return live.watch
    },
  })
  const autotune = new Autotune({
    ...parts,
    chosen,
    get settings() {
      return live.autotune
    },
  })
  const watch = new Watch({
    ...parts,
    autotune,
    traffic,
    reservoir,
    get settings() {
      return live.watch
    },
  })
  return { traffic, reservoir, watch, autotune }
}
