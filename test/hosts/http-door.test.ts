import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadConfig, type ResolvedConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import { HttpDoor } from '#hosts/http/http-door'
import { Metrics } from '#hosts/metrics/metrics'
import { builtFiles } from '../composition/built-files.ts'
import { rendererStub } from '../composition/renderer-stub.ts'
import { removeFolder, temporaryFolder } from '../composition/start.ts'
import { startApi, type TestApi } from './api-fixture.ts'

const dataDir = temporaryFolder()
const concealed: string[] = []
const nothing = () => {}
const log = { info: nothing, warn: nothing, error: nothing, flush: nothing }

let api: TestApi
let door: HttpDoor
beforeAll(async () => {
  api = await startApi()
})
afterEach(() => door.close())
afterAll(async () => {
  await api.stop()
  removeFolder(dataDir)
})

const configOf = (http: ConfigInput['http'] = {}): ResolvedConfig =>
  loadConfig({ env: {}, explicit: { data_dir: dataDir, http: { port: 0, ...http } } })

const make = (opens: 'page' | 'switch', config = configOf()): HttpDoor => {
  const files = { ...builtFiles, renderer: rendererStub(dataDir) }
  door = new HttpDoor({ config, files, version: '0.0.0', metrics: new Metrics({ process: false }), opens })
  return door
}
const inside = () => ({
  handlers: api.handlers,
  log: { ...log, conceal: (secret: string) => void concealed.push(secret) },
})

const addressOf = (): string => {
  const { door: state } = door.state()
  return state.state === 'open' ? state.address : ''
}
const opened = (): Promise<string> =>
  vi.waitFor(() => {
    const address = addressOf()
    if (address === '') throw new Error('it is not open yet')
    return address
  })
const statusOf = async (token: string, path = '/changes'): Promise<number> =>
  (await fetch(`${addressOf()}${path}`, { headers: { authorization: `Bearer ${token}` } })).status

describe('the door of the desktop edition', () => {
  it('stays closed, and makes no token, until it is switched on', async () => {
    await make('switch').openAsSet(inside())
    expect(door.state()).toMatchObject({ door: { state: 'closed' }, isAlwaysOpen: false })
    expect(existsSync(join(dataDir, 'token'))).toBe(false)
    door.use(configOf({ enabled: true }))
    const address = await opened()
    expect(await statusOf(door.token())).toBe(200)
    expect(concealed).toContain(door.token())
    door.use(configOf({ enabled: false }))
    await vi.waitFor(() => expect(door.state().door).toEqual({ state: 'closed' }))
    await expect(fetch(address)).rejects.toThrow()
  })

  it('says why it does not open, and opens when that is over', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    await make('switch', configOf({ enabled: true, port })).openAsSet(inside())
    expect(door.state().door).toMatchObject({ state: 'failed', reason: expect.stringContaining(`${port}`) })
    door.use(configOf({ enabled: true }))
    await opened()
    other.close()
  })

  it('takes limits and agents up as they change, without closing', async () => {
    await make('switch', configOf({ enabled: true })).openAsSet(inside())
    const address = addressOf()
    door.use(configOf({ enabled: true, rate_limit: 1, mcp: false }))
    expect(addressOf()).toBe(address)
    expect([await statusOf(door.token()), await statusOf(door.token())]).toEqual([200, 429])
    expect(await statusOf(door.token(), '/mcp')).toBe(403)
  })
})

describe('the door of a page', () => {
  it('waits for the settings that hold, which say where it stands, and not for more', async () => {
    const opening = make('page', configOf({ port: 1 })).openForGood(inside())
    await new Promise(setImmediate)
    expect(door.state().door).toEqual({ state: 'closed' })
    door.use(configOf({ port: 0 }))
    expect(await statusOf(new URL(await opening).searchParams.get('token') ?? '')).toBe(200)
  })
})

describe('the token', () => {
  it('is renewed for good, and the one before does not get in any more', async () => {
    const opening = make('page').openForGood(inside())
    door.use(configOf())
    await opening
    const before = door.token()
    const fresh = door.renewToken()
    expect(fresh).not.toBe(before)
    expect([await statusOf(before), await statusOf(fresh)]).toEqual([403, 200])
    expect(concealed).toContain(fresh)
    await door.close()
    expect(make('switch').token()).toBe(fresh)
  })

  it('that was given at the start is renewed there', () => {
    make('switch', configOf({ token: 'a-token-that-somebody-gave' }))
    expect(door.state().tokenFile).toBeNull()
    expect(() => door.renewToken()).toThrow('http.token')
  })
})
