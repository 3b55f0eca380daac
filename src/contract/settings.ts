import { z } from 'zod'
import { read, write } from './define.ts'
import { ChangeReceipt } from './memory.ts'
import { REACHING } from './reach.ts'

const Key = z.string().min(1).max(200)
const Value = z.json()

/** Where the value in force comes from; what stands first goes before what follows. */
export const SettingSource = z.enum(['argument', 'environment', 'file', 'app', 'default'])
export type SettingSource = z.output<typeof SettingSource>

/** One setting: what it means, what it may be, what it is and why. */
export const Setting = z.strictObject({
  /** Its path: `recall.weights.vector`. */
  key: z.string(),
  doc: z.string(),
  type: z.enum(['switch', 'integer', 'number', 'choice', 'text', 'list', 'json']),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** What may be chosen, of a choice or for each item of a list; empty where anything may be written. */
  choices: z.array(z.string()),
  /** Whether `auto` may stand in place of a number. */
  auto: z.boolean(),
  /** Whether it may be left without a value. */
  optional: z.boolean(),
  unit: z.string().nullable(),
  /** What may be written, in words: "a number from 0 to 1". */
  allowed: z.string(),
  /** Null where nothing is set, and always for a secret. */
  value: Value,
  default: Value,
  source: SettingSource,
  /** What fixes it, in words; null where the app may change it. */
  fixedBy: z.string().nullable(),
  /** When a change takes effect; `elsewhere` is what only arguments, environment and file can say, or another screen. */
  effect: z.enum(['live', 'restart', 'elsewhere']),
  /** Whether the program still works with another value, until it is started again. */
  isPending: z.boolean(),
  /** Never sent: only whether there is one. */
  secret: z.enum(['set', 'unset']).nullable(),
})
export type Setting = z.output<typeof Setting>
export type SettingValue = z.output<typeof Value>

const receipt = ChangeReceipt.extend({ summary: z.string() })
const REFUSALS = [
  'setting/unknown',
  'setting/fixed',
  'setting/elsewhere',
  'setting/invalid',
  'store/read-only',
] as const

export const settings = {
  list: read({
    doc: 'Every setting with its meaning, range, default, value and where that comes from. Secrets are left out.',
    input: z.strictObject({}),
    output: z.array(Setting),
  }),
  set: write({
    doc: 'Choose settings. All of them are one change, which can be undone; one that may not be refuses all.',
    input: z.strictObject({
      settings: z
        .array(z.strictObject({ key: Key, value: Value }))
        .min(1)
        .max(200),
    }),
    output: receipt,
    errors: [...REFUSALS, ...REACHING],
  }),
  reset: write({
    doc: 'Take back what was chosen for settings, so that their defaults hold. One change, which can be undone.',
    input: z.strictObject({ keys: z.array(Key).min(1).max(200) }),
    output: receipt,
    errors: REFUSALS,
  }),
} as const
