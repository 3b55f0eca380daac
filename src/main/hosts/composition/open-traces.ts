import type { Log } from '#engine/ports'
import type { LiveSettings } from '../settings/live-settings.ts'
import { Traces } from '../traces/traces.ts'
import type { Keychain } from './sealing.ts'

interface TracePlace {
  readonly log: Log
  readonly conceal?: ((secret: string) => void) | undefined
  readonly keychain?: Keychain
  readonly version?: string | undefined
}

/** Traces as these settings say, and as they say later. */
export const openTraces = async (
  settings: LiveSettings,
  { log, conceal = () => {}, keychain, version }: TracePlace,
): Promise<Traces> => {
  const traces = new Traces({ log, conceal, version, secrets: { env: process.env, keychain } })
  await traces.use(settings.config)
  settings.follow((config) => void traces.use(config))
  return traces
}
