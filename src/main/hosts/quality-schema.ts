import { z } from 'zod'
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
