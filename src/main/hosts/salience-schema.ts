import { z } from 'zod'
import type { GateSettings } from '#contract/gate'

/** The write gate and salience: `memory_enterprise.salience`. */
export const SalienceSchema = z
  .strictObject({
    novelty_gate: z
      .boolean()
      .default(false)
      .describe('Stop writes that say nothing new; they are kept in an inbox'),
    novelty_threshold: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('A write whose score is below it is stopped: 0.1 stops what is more than nine tenths alike'),
    weights: z
      .strictObject({
        novelty: z.number().min(0).max(10).default(1).describe('How much being unlike what is there counts'),
        error: z
          .number()
          .min(0)
          .max(10)
          .default(0)
          .describe('How much a reward below 0 counts that comes with a write'),
      })
      .prefault({}),
    inbox_limit: z
      .int()
      .min(1)
      .max(100_000)
      .default(1000)
      .describe('Stopped writes that are kept in each namespace; past them the oldest go for good'),
    threshold: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Salience below which recall treats memories as "below" says; nothing is ever deleted'),
    below: z
      .enum(['rank-down', 'hide'])
      .default('rank-down')
      .describe(
        'What recall does with memories of little salience: put them behind the others, or leave them out',
      ),
  })
  .prefault({})

export const gateSettings = (salience: z.output<typeof SalienceSchema>): GateSettings => ({
  isOn: salience.novelty_gate,
  threshold: salience.novelty_threshold,
  weights: salience.weights,
  inboxLimit: salience.inbox_limit,
  salience: { threshold: salience.threshold ?? null, below: salience.below },
})
