import { createForceRun, placesOf } from './force-steps.ts'
import type { LayoutReply, LayoutRequest } from './layout-kinds.ts'

/** Milliseconds of work between two looks at what was asked. */
const SLICE = 40
/** Less than this share of the extent a round, over some rounds, is rest. */
const REST = 0.0004
const ROUNDS_OF_REST = 12
/** Rounds before rest counts: a start in a spiral moves slowly at first. */
const WARM = 60

const reply = (message: LayoutReply): void => self.postMessage(message, { transfer: [message.places.buffer] })

let run = 0

const work = ({ nodes, links, settings, budget }: LayoutRequest & { kind: 'start' }, mine: number): void => {
  const force = createForceRun(nodes, links, settings)
  const started = performance.now()
  let rounds = 0
  let still = 0
  taken = true
  const slice = (): void => {
    if (mine !== run) return
    const until = performance.now() + SLICE
    do {
      still = force.step() < REST && rounds > WARM ? still + 1 : 0
      rounds += 1
    } while (performance.now() < until && still < ROUNDS_OF_REST)
    const isSettled = still >= ROUNDS_OF_REST || performance.now() - started > budget
    if (isSettled || taken) {
      taken = false
      reply({ places: placesOf(nodes), isSettled })
    }
    if (!isSettled) setTimeout(slice)
  }
  slice()
}

/** Whether the places that were sent last are drawn: more are not sent before. */
let taken = true

self.onmessage = ({ data }: MessageEvent<LayoutRequest>): void => {
  if (data.kind === 'taken') taken = true
  else work(data, ++run)
}
