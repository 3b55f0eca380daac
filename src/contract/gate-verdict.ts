import { z } from 'zod'

/** What the gate said of a write (GATE-1). */
export const GateVerdict = z.strictObject({
  /** `weights.novelty * novelty + weights.error * error`; a write with less than the threshold is stopped. */
  score: z.number(),
  /** 1 - similarity of the nearest living memory, within 0 and 1; 1 where there is none. */
  novelty: z.number(),
  /** How far the reward is below 0, within 0 and 1. */
  error: z.number(),
  threshold: z.number(),
  nearest: z
    .strictObject({ coordinate: z.array(z.number()), title: z.string(), similarity: z.number() })
    .nullable(),
})
export type GateVerdict = z.output<typeof GateVerdict>
