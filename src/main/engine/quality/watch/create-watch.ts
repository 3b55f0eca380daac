import { randomFrom } from '../../fractal/random.ts'
import type { EventBus } from '../../journal/event-bus.ts'
import type { Observer } from '../../observe/observer.ts'
import type { Clock, Log, MemoryStore } from '../../ports.ts'
import type { ActiveVectors } from '../../vectors/active-vectors.ts'
import { RecallTraffic } from './recall-traffic.ts'
import { Reservoir } from './reservoir.ts'
import { Watch } from './watch.ts'
import type { WatchSettings } from './watch-settings.ts'

export interface WatchingParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly log: Log
  readonly events: EventBus
  readonly observer: Observer | undefined
  /** Made anew each time they are read. */
  readonly live: { readonly watch: WatchSettings }
}

/** The watch of recall, and what recall tells it. */
export const createWatch = ({ live, ...parts }: WatchingParts) => {
  const { clock } = parts
  const traffic = new RecallTraffic(() => clock.elapsed())
  const random = randomFrom(Math.floor(clock.now() * 1000))
  const reservoir = new Reservoir({
    ...parts,
    random,
    get settings() {
      return live.watch
    },
  })
  const watch = new Watch({
    ...parts,
    traffic,
    reservoir,
    get settings() {
      return live.watch
    },
  })
  return { traffic, reservoir, watch }
}
