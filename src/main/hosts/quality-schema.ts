import { z } from 'zod'
import type { AutotuneSettings } from '#engine/quality/autotune/autotune-settings'
import type { WatchSettings } from '#engine/quality/watch/watch-settings'

/** Settings of how recall is watched. */
export const QualitySchema = z
  .strictObject({
    watch: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe(
            'Keep some of the queries that are really asked, and ask them again in idle time, through the index and exactly, to see what share of the nearest is found',
          ),
        reservoir: z
          .int()
          .min(20)
          .max(1000)
          .default(200)
          .describe('Queries that are kept of each namespace; older ones make room for newer ones by chance'),
        keep_text: z
          .enum(['auto', 'never'])
          .default('auto')
          .describe(
            'Keep what was asked as text beside its vector, to show which query missed what; auto does unless fields of memories are encrypted',
          ),
        depth: z
          .int()
          .min(10)
          .max(200)
          .default(10)
          .describe(
            'Neighbours that such a query asks for. With 10 it is as strict as what the profile promises; a recall asks for 200 and finds more of the ten nearest',
          ),
        target: z
          .number()
          .min(0.5)
          .max(1)
          .default(0.9)
          .describe('Share of the ten nearest below which an alert is raised'),
        interval_seconds: z
          .number()
          .min(30)
          .max(86_400)
          .default(600)
          .describe('Time between two measurements'),
      })
      .prefault({}),
    autotune: z
      .strictObject({
        mode: z
          .enum(['off', 'recall', 'latency'])
          .default('off')
          .describe(
            'Move beam and candidates so that recall, or the time of a search, is held as the watch measures it; each move is a change that can be undone',
          ),
        recall: z
          .number()
          .min(0.5)
          .max(1)
          .default(0.95)
          .describe('Share of the ten nearest that is held with the mode recall'),
        p95_ms: z
          .number()
          .min(0.05)
          .max(1000)
          .default(5)
          .describe('Milliseconds that 95 of 100 searches stay below with the mode latency'),
        max_beam: z
          .union([z.literal('auto'), z.int().min(1).max(1_000_000)])
          .default('auto')
          .describe('Widest beam that is chosen; auto is half of the lists'),
        max_candidates: z
          .int()
          .min(40)
          .max(1_000_000)
          .default(2000)
          .describe('Most candidates that are chosen'),
      })
      .prefault({}),
  })
  .prefault({})

export const watchSettings = (
  { watch }: z.output<typeof QualitySchema>,
  { isEncrypted }: { readonly isEncrypted: boolean },
): WatchSettings => ({
  isOn: watch.enabled,
  size: watch.reservoir,
  keepsText: watch.keep_text === 'auto' && !isEncrypted,
  depth: watch.depth,
  target: watch.target,
  interval: watch.interval_seconds,
})

export const autotuneSettings = (
  { autotune }: z.output<typeof QualitySchema>,
  fixedBy: string | null,
): AutotuneSettings => ({
  mode: autotune.mode,
  recall: autotune.recall,
  p95: autotune.p95_ms,
  mostBeam: autotune.max_beam,
  mostCandidates: autotune.max_candidates,
  fixedBy,
})
