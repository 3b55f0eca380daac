import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { AppState } from '#api/app'
import { createHandlers } from '#api/index'
import { contract } from '#contract/index'
import type { EngineOptions } from '#engine/engine-options'
import type { EnginePorts } from '#engine/index'
import { observers } from '#engine/observe/observers'
import { Activity } from '#hosts/activity/activity'
import { connectionOf } from '#hosts/composition/connection-of'
import { noUpdating } from '#hosts/composition/no-updating'
import { nobodyComesIn } from '#hosts/composition/nobody-comes-in'
import { nobodySwitches } from '#hosts/composition/nobody-switches'
import { openMetricHistory } from '#hosts/composition/open-metric-history'
import { storeDoors } from '#hosts/composition/store-trials'
import { loadConfig } from '#hosts/config'
import { createHttpHost } from '#hosts/http/http-host'
import { createMcpServer } from '#hosts/mcp/mcp-server'
import { Metrics } from '#hosts/metrics/metrics'
import { nobodyToAsk, Permits } from '#hosts/reach/permits'
import { LiveSettings } from '#hosts/settings/live-settings'
import { rendererStub } from '../composition/renderer-stub.ts'
import { removeFolder } from '../composition/start.ts'
import { A, openLife } from '../life/world.ts'

const TOKEN = 'a-token-of-a-test-that-is-long-enough'

export interface ApiSettings {
  readonly engine?: EngineOptions
  readonly predictor?: NonNullable<EnginePorts['predictor']>
  readonly observer?: NonNullable<EnginePorts['observer']>
  readonly perMinute?: number
  readonly origins?: readonly string[]
}

async function* nothingForeign() {}

/** The HTTP API over an engine in this thread, and ways to ask it. */
export const startApi = async (settings: ApiSettings = {}) => {
  const { engine: options, predictor, observer, perMinute = 0, origins = [] } = settings
  const activity = new Activity({
    audit: () => ({ enabled: false, path: '' }),
    wait: (_, signal) => delay(5, undefined, { signal }).catch(() => {}),
  })
  const world = await openLife(options, {
    ...(predictor && { predictor }),
    observer: observers([activity, ...(observer ? [observer] : [])]),
  })
  const folder = mkdtempSync(join(tmpdir(), 'soma-api-'))
  const logged: string[] = []
  const write = (message: string, details: object = {}) =>
    void logged.push(`${message} ${JSON.stringify(details)}`)
  const log = { info: write, warn: write, error: write }
  const config = loadConfig({ env: {}, explicit: { data_dir: folder, mode: 'on_demand' } })
  const history = openMetricHistory({ config, metrics: new Metrics({ process: false }), log }, 'server')
  const state: AppState = {
    info: {
      version: '0.0.0',
      edition: 'browser',
      dataFolder: folder,
      databaseFile: ':memory:',
      embedder: { id: 'hash', dimension: 64 },
      defaultNamespace: A,
      maxPayloadBytes: 1024 * 1024,
    },
    mode: 'local_agent',
    encryption: { state: 'off' },
    settings: await LiveSettings.open(world.store, config, log),
    newNoteFolder: null,
    doctorFiles: { diagnose: async () => null, forgetSaved: async () => {} },
    auditState: async () => ({
      ...{ enabled: false, path: '', bytes: 0, waiting: 0, dropped: 0 },
      ...{ problem: null, since: null },
    }),
    tracesState: () => ({ enabled: false, targets: [] }),
    testTraces: async () => [],
    access: nobodyComesIn,
    reach: new Permits(null, nobodyToAsk),
    stores: storeDoors(() => config, {
      beside: async () => 'notes--1a2b3c4d',
      foreign: nothingForeign,
      again: async () => true,
    }),
    updating: noUpdating('0.0.0', 'browser'),
    connections: nobodySwitches(connectionOf(config)),
    metrics: history,
    activity,
    storeState: () => ({ state: 'ready' }),
    vectorStoreState: async () => null,
    embedderHealth: () => ({ state: 'ready', since: 0, message: '', lastLatency: null }),
    makeBackup: async () => ({ file: '/nowhere/backup.sqlite', bytes: 0 }),
    restoreBackup: async () => null,
    listBackups: () => [],
    restoreNamed: async () => null,
    diagnostics: { facts: () => ({}), logTail: () => '', concealed: (text) => text },
    elapsed: () => 0,
  }
  const handlers = createHandlers(world.engine, state)
  const host = await createHttpHost({
    host: '127.0.0.1',
    port: 0,
    token: TOKEN,
    rendererDir: rendererStub(folder),
    contract,
    handlers,
    log,
    version: '0.0.0',
    perMinute: () => perMinute,
    api: { handlers, namespace: A, version: '0.0.0' },
    createMcpServer: async () => createMcpServer({ handlers, version: '0.0.0', namespace: A, log }),
    origins: () => origins,
  })
  const { origin, port } = new URL(host.url)
  const headers = { authorization: `Bearer ${TOKEN}` }

  /** Asks as a program would: JSON in, JSON out. */
  const ask = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const isText = typeof body === 'string'
    const sent = body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { ...headers, ...type, ...more },
      ...sent,
    })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    }
  }

  const stop = async (): Promise<void> => {
    await host.close()
    await world.engine.close()
    await history.close()
    removeFolder(folder)
  }
  return { ...world, handlers, host, origin, port: Number(port), headers, ask, stop, logged, token: TOKEN }
}

export type TestApi = Awaited<ReturnType<typeof startApi>>
