import { describe, expect, test, vi } from 'vitest'
import { PortClosed } from '#rpc/port'
import type { BrowserWindow } from './browser-port.ts'
import { openPort } from './open-port.ts'

const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 2, timeout: 10_000 })

/** A window whose sockets the test opens and drops. */
const fakeBrowser = (session: () => Promise<{ status: number }>) => {
  const sockets: FakeSocket[] = []
  const retries: (() => void)[] = []
  class FakeSocket extends EventTarget {
    readonly url: string
    readyState = 0
    binaryType = ''
    readonly sent: unknown[] = []
    constructor(url: string) {
      super()
      this.url = url
      sockets.push(this)
    }
    send(bytes: unknown) {
      this.sent.push(bytes)
    }
    close() {
      this.happen('close')
    }
    happen(type: 'open' | 'error' | 'close') {
      this.readyState = type === 'open' ? 1 : 3
      this.dispatchEvent(new Event(type))
    }
  }
  const listeners = new EventTarget()
  const window = {
    location: { protocol: 'http:', host: '127.0.0.1:9595' },
    WebSocket: FakeSocket,
    fetch: session,
    setTimeout: (callback: () => void) => retries.push(callback),
    clearTimeout: () => undefined,
    addEventListener: listeners.addEventListener.bind(listeners),
  } as unknown as BrowserWindow
  return { window, sockets, retries, listeners }
}

describe('a port in a browser', () => {
  test('goes to the server of the page and tells when it is open', async () => {
    const { window, sockets } = fakeBrowser(async () => ({ status: 204 }))
    const { edition, port, connection } = openPort(window)
    const heard: string[] = []
    connection.subscribe(() => heard.push(connection.get().state))
    port.post({ early: true })
    sockets[0]?.happen('open')
    await until(() => connection.get().state === 'open')
    expect(edition).toBe('browser')
    expect(sockets[0]?.url).toBe('ws://127.0.0.1:9595/rpc')
    expect(sockets[0]?.sent).toHaveLength(1)
    expect(heard).toEqual(['open'])
  })

  test('comes back after a loss', async () => {
    const { window, sockets, retries } = fakeBrowser(async () => ({ status: 204 }))
    const { connection } = openPort(window)
    sockets[0]?.happen('open')
    await until(() => connection.get().state === 'open')
    sockets[0]?.happen('close')
    expect(connection.get().state).toBe('offline')
    retries[0]?.()
    sockets[1]?.happen('open')
    await until(() => connection.get().state === 'open')
  })

  test('keeps trying while nobody answers, at once when the network is back', async () => {
    const { window, sockets, listeners } = fakeBrowser(() => Promise.reject(new TypeError('no answer')))
    const { connection } = openPort(window)
    sockets[0]?.happen('error')
    await until(() => connection.get().state === 'offline')
    listeners.dispatchEvent(new Event('online'))
    expect(sockets).toHaveLength(2)
  })

  test('says that it was refused where the session is not valid', async () => {
    const { window, sockets, retries } = fakeBrowser(async () => ({ status: 401 }))
    const { connection, retryNow } = openPort(window)
    sockets[0]?.happen('error')
    await until(() => connection.get().state === 'refused')
    expect(retries).toEqual([])
    retryNow()
    expect(sockets).toHaveLength(2)
  })
})

describe('a port on the desktop', () => {
  test('takes the bridge of the window, until the app closes it', () => {
    const posted: unknown[] = []
    let close: () => void = () => undefined
    let arrive: (message: unknown) => void = () => undefined
    const somaPort = {
      edition: 'desktop' as const,
      platform: 'linux',
      post: (message: unknown) => void posted.push(message),
      onMessage: (listener: (message: unknown) => void) => {
        arrive = listener
      },
      onClose: (listener: () => void) => {
        close = listener
      },
    }
    const { port, edition, connection } = openPort({ somaPort } as never)
    const heard: unknown[] = []
    port.onMessage((message) => heard.push(message))
    port.post(1)
    arrive(2)
    expect([edition, posted, heard, connection.get().state]).toEqual(['desktop', [1], [2], 'open'])
    close()
    expect(connection.get().state).toBe('closed')
    expect(() => port.post(3)).toThrow(PortClosed)
  })
})
