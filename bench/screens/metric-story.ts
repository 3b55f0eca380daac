import { join } from 'node:path'
import { MetricFile } from '../../src/main/hosts/metrics/history/metric-file.ts'
import { SECONDS } from '../../src/main/hosts/metrics/metrics.ts'
import { seededRandom } from '../seeded-random.ts'

const STEP = 10
const STRETCH = 3600
/** Until the host of the pictures has figures of its own. */
const HOST_TAKES = 20
/** A search of more memories takes longer: about so many seconds, and for each of them so much. */
const [SEARCH, OF_EACH] = [0.005, 2.5e-7]

/** Times of calls in their buckets, around a middle, in seconds. */
const bucketed = (calls: number, middle: number, random: () => number): number[] => {
  const buckets = new Array<number>(SECONDS.length + 1).fill(0)
  for (let call = 0; call < calls; call++) {
    const took = middle * Math.exp((random() + random() + random() - 1.5) * 0.9)
    const place = SECONDS.findIndex((bound) => took <= bound)
    buckets[place < 0 ? SECONDS.length : place] = (buckets[place < 0 ? SECONDS.length : place] ?? 0) + 1
  }
  return buckets
}

/**
 * An hour of figures, as nobody waits an hour for a picture: an agent that works in turns, with a spike where it was
 * asked much at once. They are made up; what the screen draws of them is not.
 */
export const tellMetrics = (folder: string, until: number, vectors: number): void => {
  const random = seededRandom(11)
  const file = new MetricFile(join(folder, 'metrics.sqlite'))
  for (let at = until - STRETCH; at < until + HOST_TAKES; at += STEP) {
    const phase = (until - at) / STRETCH
    const works = Math.sin(phase * 19) > -0.3
    const spike = phase > 0.3 && phase < 0.325 ? 5 : 1
    const calls = Math.round((works ? 5 + random() * 6 : random() * 1.4) * spike)
    const writes = works ? Math.round(random() * 2.2) : 0
    const stopped = writes > 1 && random() < 0.5 ? 1 : 0
    const middle = (SEARCH + OF_EACH * vectors) * (spike > 1 ? 3.2 : 1)
    file.add(
      'server',
      at,
      {
        counters: {
          ...(calls > 0 && { answered: calls }),
          ...(writes > stopped && { stored: writes - stopped, passed: writes - stopped }),
          ...(stopped > 0 && { skipped: stopped, stopped }),
          ...(phase > 0.62 && phase < 0.63 && { decayed: 3 }),
          cpu: 0.12 + calls * 0.02 + random() * 0.1,
        },
        histograms: {
          ...(calls > 0 && {
            recall: bucketed(calls, middle, random),
            memories: bucketed(calls * 3, middle / 6, random),
            vectors: bucketed(calls, middle / 8, random),
          }),
          ...(writes > 0 && { store: bucketed(writes, 0.004, random) }),
        },
        gauges: {
          recallAt10: level(0.984 - (phase > 0.2 && phase < 0.45 ? 0.013 : 0) + random() * 0.002),
          vectors: level(vectors - Math.round(phase * 12)),
          indexBytes: level(1.1e6 + vectors * 2250),
          outbox: level(0),
          lag: level(0.002 + random() * 0.003 * spike),
          memory: level(290e6 + vectors * 900 + random() * 4e6),
        },
      },
      [],
    )
  }
  file.close()
}

const level = (value: number) => ({ last: value, most: value })
