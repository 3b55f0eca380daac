import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { REACHING_SETTINGS } from '#api/reach'
import type { ConnectionDraft } from '#contract/connections'
import type { AnyProcedure } from '#contract/define'
import { desktopContract } from '#contract/desktop'
import { isAppError } from '#contract/errors'
import { contract } from '#contract/index'
import type { SettingValue } from '#contract/settings'
import type { Composition } from '#hosts/composition/compose'
import { compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { TerminalCodes } from '#hosts/reach/terminal-codes'
import { settingRegistry } from '#hosts/settings/setting-registry'
import { builtFiles } from '../composition/built-files.ts'
import { from, removeFolder, startedFolder } from '../composition/start.ts'

/**
 * A page that somebody else has got hold of names what it likes, wherever a text goes in. The channels are read out of
 * the contract, so that a new one fails here until somebody has said what its texts are.
 */

/** What an attacker would write into a field: addresses, nodes, paths, places of secrets. */
const HOSTILE = [
  'http://127.0.0.1:1',
  'http://127.0.0.1:1/x',
  'https://evil.invalid',
  'redis://127.0.0.1:1',
  '127.0.0.1:6379',
  '/etc/passwd',
  'C:\\Windows',
  'env:HOME',
  'file:/etc/passwd',
]

type Def = {
  readonly type: string
  readonly innerType: z.ZodType
  readonly element: z.ZodType
  readonly options: readonly z.ZodType[]
  readonly shape: Readonly<Record<string, z.ZodType>>
  readonly keyType: z.ZodType
  readonly valueType: z.ZodType
  readonly items: readonly z.ZodType[]
  readonly in: z.ZodType
}

/** The names of all fields of a schema that take one of these texts; a field that takes anything counts. */
const openFields = (schema: z.ZodType, name: string): string[] => {
  const def = schema.def as unknown as Def
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, field]) => openFields(field, key))
    case 'array':
      return openFields(def.element, name)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return openFields(def.innerType, name)
    case 'union':
      return def.options.flatMap((option) => openFields(option, name))
    case 'record':
      return [...openFields(def.keyType, `${name} key`), ...openFields(def.valueType, `${name} value`)]
    case 'tuple':
      return def.items.flatMap((item) => openFields(item, name))
    case 'pipe':
      return openFields(def.in, name)
    case 'string':
      return HOSTILE.some((text) => schema.safeParse(text).success) ? [name] : []
    case 'number':
    case 'int':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'null':
      return []
    default:
      return [name]
  }
}

/** Texts of memories and of people, names and ids that are looked up among those that are there, what is searched for. */
const TEXTS = new Set(
  `after author client code confirm entries entry filter group id import jsonl key keys label name namespace note
  body title texts text query search types type withoutTypes was reason recent predicted outcome payload
  set to upload summary protectedKeys keys embedder shortcut globalShortcut query_prefix document_prefix
  provider model masterName username password sentinelUsername sentinelPassword apiKey api_key`.split(/\s+/),
)
const TEXT_RECORDS = new Set(['context key', 'context value'])

/** Each of these is asked about before anything is done with it; the tests below try them all. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  'connections.add': ['folder', 'nodes', 'url'],
  'connections.edit': ['folder', 'nodes', 'url'],
  'connections.test': ['folder', 'nodes', 'url'],
  'embedders.change': ['path', 'url'],
  'embedders.test': ['path', 'url'],
  'settings.set': ['value'],
  'stores.test': ['settings key', 'settings value'],
}

const procedures = Object.entries({ ...contract, ...desktopContract }).flatMap(([group, methods]) =>
  Object.entries(methods as Readonly<Record<string, AnyProcedure>>).map(
    ([name, procedure]) => [`${group}.${name}`, procedure] as const,
  ),
)

test('every field of the contract that takes an address, a path or the place of a secret is asked about', () => {
  const found = procedures.flatMap(([path, { input }]) => {
    const fields = [...new Set(openFields(input, ''))].filter(
      (field) => !TEXTS.has(field) && !TEXT_RECORDS.has(field),
    )
    return fields.length === 0 ? [] : [[path, fields.sort()] as const]
  })
  expect(Object.fromEntries(found)).toEqual(ASKED)
})

test('what is asked about may be refused in words', () => {
  for (const [path, { errors }] of procedures.filter(([name]) => Object.hasOwn(ASKED, name)))
    expect([path, errors.includes('reach/unconfirmed'), errors.includes('reach/refused')]).toEqual([
      path,
      true,
      true,
    ])
})

test('every setting that a page may change and that takes a text is one of a few words, or asked about', () => {
  const HARMLESS = new Set([
    ...['namespace', 'embedding.text_fields'],
    ...['memory_enterprise.consolidation.model', 'memory_enterprise.predictions.model'],
    ...['telemetry.langfuse_public', 'telemetry.service_name'],
  ])
  const open = [...settingRegistry.values()]
    .filter(({ effect, type, choices }) => effect !== 'elsewhere' && choices.length === 0 && type === 'text')
    .concat(
      [...settingRegistry.values()].filter(({ effect, type }) => effect !== 'elsewhere' && type === 'list'),
    )
    .filter(({ key, choices }) => choices.length === 0 && !HARMLESS.has(key) && !isOfMemories(key))
    .map(({ key }) => key)
  const asked = Object.keys(REACHING_SETTINGS).filter((key) => !/^(redis|qdrant)\./.test(key))
  expect(open.sort()).toEqual(asked.sort())
})

/** Names of fields of payloads, and of namespaces. */
const isOfMemories = (key: string): boolean => /_keys|evict_types|protected|namespaces/.test(key)

describe('a hostile page of a running program', () => {
  const dataDir = startedFolder()
  const folder = mkdtempSync(join(tmpdir(), 'soma-channels-'))
  const [secret, other] = [join(folder, 'secret'), join(folder, 'other')]
  const page = from('app')
  let app: Composition
  let server: Server
  let port: number
  let connections = 0
  let terminal = ''

  beforeAll(async () => {
    writeFileSync(secret, 'hunter2')
    server = createServer((socket) => {
      connections += 1
      socket.destroy()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    port = (server.address() as AddressInfo).port
    app = await compose({
      config: loadConfig({ env: {}, explicit: { data_dir: dataDir } }),
      edition: 'browser',
      files: builtFiles,
      version: '0.0.0',
      person: new TerminalCodes({
        print: (text) => {
          terminal += text
        },
        now: () => performance.now() / 1000,
      }),
    })
  })
  afterAll(async () => {
    await app?.close()
    server?.close()
    removeFolder(dataDir)
    rmSync(folder, { recursive: true })
  })

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    )

  test('reaches no host, reads no file, opens no folder and sends no secret, by any of them', async () => {
    const { handlers } = app
    const url = `http://127.0.0.1:${port}`
    const node = `127.0.0.1:${port}`
    const draft = (place: ConnectionDraft['place']): ConnectionDraft => ({
      ...{ name: 'Mine', place, production: false, readOnly: false },
    })
    const login = {
      masterName: 'm',
      db: 0,
      tls: false,
      username: '',
      sentinelTls: false,
      sentinelUsername: '',
      ca: '',
    }
    const redis = { kind: 'single' as const, nodes: [node], ...login }
    const drafts = [
      draft({ kind: 'folder', folder: other, qdrant: null }),
      draft({ kind: 'folder', folder: dataDir, qdrant: { url, prefix: '' } }),
      draft({ kind: 'redis', redis, qdrant: null }),
      draft({ kind: 'redis', redis: { ...redis, kind: 'sentinel' }, qdrant: null }),
      draft({ kind: 'redis', redis: { ...redis, kind: 'cluster' }, qdrant: null }),
    ]
    const embedders = [
      { provider: 'openai', url: `${url}/v1`, model: 'm', api_key: 'k' },
      { provider: 'transformers', path: folder },
    ]
    const trials: { kind: 'redis' | 'qdrant'; settings: Record<string, SettingValue> }[] = [
      { kind: 'redis', settings: { url: `redis://${node}` } },
      { kind: 'redis', settings: { host: '127.0.0.1', port } },
      { kind: 'redis', settings: { port } },
      { kind: 'redis', settings: { cluster: [node] } },
      { kind: 'redis', settings: { sentinels: [node] } },
      { kind: 'redis', settings: { tls: true, tls_ca: secret } },
      { kind: 'qdrant', settings: { url } },
    ]
    const values: Readonly<Record<string, unknown>> = {
      'telemetry.headers': `file:${secret}`,
      'telemetry.langfuse_secret': 'env:HOME',
      'http.origins': ['https://evil.invalid'],
    }
    const keys = Object.keys(REACHING_SETTINGS).filter((key) => !/^(redis|qdrant)\./.test(key))
    // What else they need stands beside it, so that nothing but the question refuses them.
    const needs = keys
      .filter((key) => key.endsWith('.url'))
      .map((key) => ({ key: key.replace(/url$/, 'model'), value: 'm' }))
    await handlers.settings.set(
      {
        settings: [
          ...needs,
          { key: 'telemetry.enabled', value: true },
          { key: 'telemetry.langfuse_public', value: 'p' },
        ],
      },
      page,
    )
    const tried = [
      ...drafts.flatMap((one) => [
        handlers.connections.test({ draft: one }, page),
        handlers.connections.add(one, page),
        handlers.connections.edit({ id: 'home', draft: one }, page),
      ]),
      ...embedders.flatMap((settings) => [
        handlers.embedders.test({ settings }, page),
        handlers.embedders.change({ settings }, page),
      ]),
      ...trials.map((one) => handlers.stores.test(one, page)),
      ...keys.map((key) =>
        handlers.settings.set({ settings: [{ key, value: (values[key] ?? url) as string }] }, page),
      ),
    ]
    const codes = await Promise.all(tried.map(codeOf))
    expect(codes).toEqual(codes.map(() => 'reach/unconfirmed'))
    await handlers.app.testTraces({}, page)
    await handlers.settings.reset({ keys }, page)
    expect(connections).toBe(0)
    expect(existsSync(other)).toBe(false)
    expect(
      (await handlers.settings.list({}, page)).find(({ key }) => key === 'telemetry.endpoint')?.value,
    ).toBeNull()
  })

  test('is told of no code, whatever it asks for', async () => {
    const { handlers } = app
    const codes = [...terminal.matchAll(/[A-Z2-9]{4}-[A-Z2-9]{4}/g)].map(([code]) => code)
    expect(codes.length).toBeGreaterThan(10)
    const { files } = await handlers.app.diagnostics({}, page)
    const told = JSON.stringify([files, await handlers.connections.state({}, page)])
    for (const code of codes) expect(told).not.toContain(code)
    expect(told).not.toContain('hunter2')
    expect(await codeOf(handlers.access.allow({ id: 'x', code: codes[0] ?? '' }, page))).toBe(
      'reach/code-wrong',
    )
  })

  test('goes on once somebody has typed the code, for that server and no other', async () => {
    const { handlers } = app
    const set = (value: string) =>
      handlers.settings.set({ settings: [{ key: 'telemetry.endpoint', value }] }, page)
    const error = await set('http://collector.invalid:4318').catch((refused: unknown) => refused)
    if (!isAppError(error)) throw error
    const code = [...terminal.matchAll(/[A-Z2-9]{4}-[A-Z2-9]{4}/g)].at(-1)?.[0] ?? ''
    await handlers.access.allow({ id: (error.data as { id: string }).id, code }, page)
    await set('http://collector.invalid:4318')
    await set('http://collector.invalid:4318/v1/traces')
    expect(await codeOf(set('http://collector.invalid:4319'))).toBe('reach/unconfirmed')
    const asModel = { provider: 'openai', url: 'http://collector.invalid:4318', model: 'm' }
    expect(await codeOf(handlers.embedders.test({ settings: asModel }, page))).toBe('reach/unconfirmed')
  })
})
