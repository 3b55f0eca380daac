import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright-core'

/** Playwright's types of the DevTools protocol, for one target or for the browser as a whole. */
export type Cdp = Pick<CDPSession, 'send' | 'on' | 'once' | 'off'>

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Pending {
  readonly method: string
  resolve(result: unknown): void
  reject(error: Error): void
}

const FLAGS = [
  '--headless=new',
  '--no-startup-window',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-popup-blocking',
  // All frames of a window in one renderer, so that one DevTools session sees them all.
  '--disable-site-isolation-trials',
  '--allow-file-access-from-files',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/**
 * Headless Chromium, spoken to over a pipe: no port to guess, no WebSocket client needed, and Chromium exits when the
 * pipe closes, however this process ended.
 */
class Chromium extends EventEmitter {
  #process: ChildProcess | undefined
  #closed = true
  #addresses = addressesOf([])
  #lastId = 0
  readonly #pending = new Map<number, Pending>()
  readonly #sessions = new Map<string, EventEmitter>()
  /** The browser-wide session. */
  readonly cdp = this.#connect(undefined, this)

  get running(): boolean {
    return !this.#closed
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** Resolves with the address other DevTools clients may connect to, or undefined when no port was asked for. */
  async start(options: {
    executable: string
    profile: string
    debuggingPort: string | undefined
    args: readonly string[]
    /** The app's own, and where they are answered. */
    schemes: readonly string[]
    schemePort: number | undefined
  }): Promise<string | undefined> {
    const port =
      options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`]
    this.#addresses = addressesOf(options.schemes)
    const hosts = options.schemes.map((scheme) => `MAP *.${scheme}.localhost 127.0.0.1:${options.schemePort}`)
    const rules = hosts.length > 0 ? [`--host-resolver-rules=${hosts.join(',')}`] : []
    const flags = [...FLAGS, ...port, ...rules, `--user-data-dir=${options.profile}`, ...options.args]
    const child = spawn(options.executable, flags, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
    this.#process = child
    this.#closed = false
    child.on('error', (cause) => {
      const message = `electron stand-in: ${options.executable} does not start; CHROMIUM_PATH can name another`
      this.#ended(new Error(message, { cause }))
    })
    child.on('exit', (code, signal) => this.#ended(new Error(`Chromium exited (${signal ?? code})`)))
    // Last resort, for a process.exit() that nobody announced.
    process.on('exit', () => child.kill('SIGKILL'))
    child.stdio[3]!.on('error', () => {})
    readMessages(child.stdio[4] as Readable, (text) =>
      this.#receive(JSON.parse(this.#addresses.fromChromium(text)) as Message),
    )
    const address = readDebuggingAddress(child.stderr!)
    await this.cdp.send('Browser.getVersion')
    return port.length > 0 ? address : undefined
  }

  async attach(targetId: string): Promise<Cdp> {
    const { sessionId } = await this.cdp.send('Target.attachToTarget', { targetId, flatten: true })
    const events = new EventEmitter().setMaxListeners(0)
    this.#sessions.set(sessionId, events)
    return this.#connect(sessionId, events)
  }

  /** Asks for an orderly end, which writes the profile to disk, and insists after `patience` ms. */
  async stop(patience = 3000): Promise<void> {
    if (this.#closed) return
    const gone = once(this, 'exit')
    const insist = setTimeout(() => this.#process?.kill('SIGKILL'), patience)
    this.cdp.send('Browser.close').catch(() => {})
    await gone
    clearTimeout(insist)
  }

  #connect(sessionId: string | undefined, events: EventEmitter): Cdp {
    const send = (method: string, params: object = {}) => this.#send(method, params, sessionId)
    const on = (event: string, listener: () => void) => events.on(event, listener)
    const once = (event: string, listener: () => void) => events.once(event, listener)
    const off = (event: string, listener: () => void) => events.off(event, listener)
    return { send, on, once, off } as unknown as Cdp
  }

  #send(method: string, params: object, sessionId: string | undefined): Promise<unknown> {
    if (this.#closed) return Promise.reject(new Error(`${method}: Chromium is not running`))
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject })
      const input = this.#process!.stdio[3] as Writable
      const text = JSON.stringify({ id, method, params, sessionId })
      input.write(`${this.#addresses.toChromium(text)}\0`)
    })
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      const events = message.sessionId ? this.#sessions.get(message.sessionId) : this
      events?.emit(message.method!, message.params)
      return
    }
    const pending = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`))
    else pending?.resolve(message.result)
  }

  #ended(reason: Error): void {
    if (this.#closed) return
    this.#closed = true
    for (const pending of this.#pending.values()) pending.reject(reason)
    this.#pending.clear()
    this.emit('exit', reason)
  }
}

export const chromium = new Chromium().setMaxListeners(0)

/** How addresses of the app's own schemes are written for Chromium, and back: see api/protocol.ts. */
function addressesOf(schemes: readonly string[]) {
  const names = schemes.join('|')
  if (names === '') return { toChromium: (text: string) => text, fromChromium: (text: string) => text }
  const own = new RegExp(`\\b(${names})://([a-z0-9-]+)`, 'g')
  const written = new RegExp(`http://([a-z0-9-]+)\\.(${names})\\.localhost`, 'g')
  return {
    toChromium: (text: string) => text.replace(own, 'http://$2.$1.localhost'),
    fromChromium: (text: string) => text.replace(written, '$2://$1'),
  }
}

/** Messages are JSON with a zero byte after each. */
function readMessages(pipe: Readable, receive: (text: string) => void): void {
  let parts: Buffer[] = []
  pipe.on('error', () => {})
  pipe.on('data', (data: Buffer) => {
    let start = 0
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
      parts.push(data.subarray(start, end))
      const text = Buffer.concat(parts).toString('utf8')
      parts = []
      start = end + 1
      receive(text)
    }
    if (start < data.length) parts.push(data.subarray(start))
  })
}

function readDebuggingAddress(stderr: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-8000)
      const address = /^DevTools listening on (ws:\/\/\S+)$/m.exec(text)?.[1]
      if (address) resolve(address)
      if (process.env.ELECTRON_STAND_IN_DEBUG) process.stderr.write(chunk)
    })
  })
}
