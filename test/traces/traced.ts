import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { EngineOptions } from '#engine/engine-options'
import { loadConfig, type ResolvedConfig } from '#hosts/config'
import { Traces, type TracesParts } from '#hosts/traces/traces'
import { openTestEngine } from '../recall/engine.ts'

export const N = 'agents'

export const configOf = (
  telemetry: Record<string, unknown>,
  memory_enterprise: Record<string, unknown> = {},
): ResolvedConfig => loadConfig({ env: {}, explicit: { mode: 'on_demand', telemetry, memory_enterprise } })

/** Traces of these settings, and what they logged. */
export const tracesOf = async (config: ResolvedConfig, parts: Partial<TracesParts> = {}) => {
  const logged: string[] = []
  const note = (message: string, details: object = {}) =>
    void logged.push(`${message} ${JSON.stringify(details)}`)
  const log = { info: note, warn: note, error: note }
  const traces = new Traces({
    version: '1.2.3',
    log,
    conceal: () => {},
    secrets: { env: {}, keychain: undefined },
    ...parts,
  })
  await traces.use(config)
  return { traces, logged }
}

/** An engine in this thread whose observer sends traces. */
export const openTraced = async (
  config: ResolvedConfig,
  parts: Partial<TracesParts> = {},
  options: EngineOptions = {},
) => {
  const { traces, logged } = await tracesOf(config, parts)
  const { engine } = await openTestEngine(createHashingEmbedder(32), options, { observer: traces })
  await engine.namespaces.create(N)
  return { engine, traces, logged }
}

export const memory = (x: number, text = `a heron at pond ${x}`) => ({
  namespace: N,
  coordinate: [x],
  payload: JSON.stringify({ text }),
  type: 'episodic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})
