import { z } from 'zod'
import { read } from './define.ts'
import { Seconds } from './memory.ts'

/** Why an app does not update itself. */
export const NoUpdates = z.enum([
  /** It runs in a browser, on a server that somebody else keeps. */
  'browser',
  /** It is started from its sources. */
  'checkout',
  /** The portable program of Windows leaves nothing behind that could be replaced. */
  'portable',
  /** deb, rpm and folders are the system's to keep. */
  'system-package',
  /** Whoever packed it named no place to look at. */
  'no-address',
])
export type NoUpdates = z.output<typeof NoUpdates>

export const UpdateChannel = z.enum(['stable', 'beta'])
export type UpdateChannel = z.output<typeof UpdateChannel>

const Found = {
  version: z.string(),
  releasedAt: Seconds.nullable(),
  /** What is new, as plain text. */
  notes: z.string(),
}

export const UpdateState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('off'), reason: NoUpdates }),
  /** Null where nobody has asked yet. */
  z.strictObject({ state: z.literal('newest'), checkedAt: Seconds.nullable() }),
  z.strictObject({ state: z.literal('checking') }),
  z.strictObject({ state: z.literal('available'), ...Found }),
  z.strictObject({ state: z.literal('downloading'), ...Found, percent: z.number() }),
  /** It is put in place by `install`, and not before. */
  z.strictObject({ state: z.literal('ready'), ...Found }),
  z.strictObject({ state: z.literal('failed'), reason: z.string() }),
])
export type UpdateState = z.output<typeof UpdateState>

export const Updates = z.strictObject({
  version: z.string(),
  channel: UpdateChannel,
  update: UpdateState,
})
export type Updates = z.output<typeof Updates>

const Nothing = z.strictObject({})

// None of these changes the store: they must be possible while that is read-only.
export const updates = {
  state: read({
    doc: 'The version that runs, and what is known of a newer one. Nobody is asked by this.',
    input: Nothing,
    output: Updates,
  }),
  check: read({
    doc: 'Ask for a newer version. Nothing is downloaded.',
    input: Nothing,
    output: Updates,
  }),
  choose: read({
    doc: 'Choose between stable releases and those that come earlier. An older version is never put in the place of a newer one.',
    input: z.strictObject({ channel: UpdateChannel }),
    output: Updates,
  }),
  download: read({
    doc: 'Download the version that was found. It is not installed by this.',
    input: Nothing,
    output: Updates,
  }),
  cancel: read({
    doc: 'End the download.',
    input: Nothing,
    output: Updates,
  }),
  install: read({
    doc: 'Close the app, put the downloaded version in its place and start it.',
    input: Nothing,
    output: Updates,
  }),
} as const
