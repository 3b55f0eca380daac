import { randomBytes } from 'node:crypto'
import { type Cdp, chromium } from '../runtime/chromium.ts'
import { debugLog, host } from '../runtime/host.ts'
import { makeCodec } from '../wire/codec.ts'
import type { FromPage, ToPage } from '../wire/isolated-world.ts'
import {
  ISOLATED_WORLD,
  isolatedWorldScript,
  mainWorldScript,
  POST_BINDING,
  type Preload,
  RECEIVE_FUNCTION,
} from '../wire/page-scripts.ts'

/** To the very document a message came from, or to nobody when it is gone. */
export type Reply = (header: ToPage, value: unknown) => void

export interface PageOptions {
  readonly size: () => { readonly width: number; readonly height: number }
  readonly colorScheme: () => 'dark' | 'light'
  readonly preload: Preload | undefined
  /** A message from the isolated world of a frame. */
  receive(message: FromPage, value: unknown, frameId: string, reply: Reply): void
}

const codec = makeCodec()
/** Pages in the making are announced before createTarget says that they are ours. */
const inTheMaking = new Set<Promise<unknown>>()
const ours = new Set<string>()

/** One page of Chromium with its two worlds: everything about a window that speaks DevTools and knows no Electron. */
export class Page {
  readonly cdp: Cdp
  readonly targetId: string
  readonly #options: PageOptions
  /** The isolated world of each frame's present document, as DevTools numbers them, both ways. */
  readonly #contextOfFrame = new Map<string, number>()
  readonly #frameOfContext = new Map<number, string>()

  private constructor(cdp: Cdp, targetId: string, options: PageOptions) {
    this.cdp = cdp
    this.targetId = targetId
    this.#options = options
  }

  /** `prepare` adds listeners before the page can have any event. */
  static async create(options: PageOptions, prepare: (page: Page) => Promise<void>): Promise<Page> {
    const targetId = await Page.#createTarget(options)
    const page = new Page(await chromium.attach(targetId), targetId, options)
    await prepare(page)
    await page.#prepare()
    return page
  }

  static async #createTarget(options: PageOptions): Promise<string> {
    const made = chromium.cdp
      .send('Target.createTarget', { url: 'about:blank', newWindow: true, ...options.size() })
      .then(({ targetId }) => ours.add(targetId) && targetId)
      .finally(() => inTheMaking.delete(made))
    inTheMaking.add(made)
    return made
  }

  static async isOurs(targetId: string): Promise<boolean> {
    await Promise.allSettled(inTheMaking)
    return ours.has(targetId)
  }

  async #prepare(): Promise<void> {
    const { cdp } = this
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const frameId = (context.auxData as { readonly frameId?: string } | undefined)?.frameId
      if (context.name !== ISOLATED_WORLD || frameId === undefined) return
      this.#contextOfFrame.set(frameId, context.id)
      this.#frameOfContext.set(context.id, frameId)
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#forget(executionContextId))
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#contextOfFrame.clear()
      this.#frameOfContext.clear()
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === POST_BINDING) this.#receive(payload, executionContextId)
    })
    const secret = randomBytes(8).toString('hex')
    // Sent in one go and answered together: a round trip each would be most of a window's start.
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Runtime.enable'),
      cdp.send('Log.enable'),
      cdp.send('Runtime.addBinding', { name: POST_BINDING, executionContextName: ISOLATED_WORLD }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secret) }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(secret, this.#options.preload),
        worldName: ISOLATED_WORLD,
      }),
      this.applySize(),
      this.applyColorScheme(),
    ])
  }

  #forget(contextId: number): void {
    const frameId = this.#frameOfContext.get(contextId)
    this.#frameOfContext.delete(contextId)
    if (frameId !== undefined && this.#contextOfFrame.get(frameId) === contextId)
      this.#contextOfFrame.delete(frameId)
  }

  #receive(payload: string, contextId: number): void {
    const frameId = this.#frameOfContext.get(contextId)
    if (frameId === undefined) return
    const split = payload.indexOf('\n')
    const message = JSON.parse(payload.slice(0, split)) as FromPage
    const reply: Reply = (header, value) => this.#post(contextId, header, codec.encode(value))
    this.#options.receive(message, codec.decode(payload.slice(split + 1)), frameId, reply)
  }

  /** To the present document of a frame, if it has one: as in Electron, what is sent before a page loads is lost. */
  send(frameId: string, channel: string, args: readonly unknown[]): void {
    const text = codec.encode(args)
    const contextId = this.#contextOfFrame.get(frameId)
    if (contextId === undefined) debugLog(`lost a message on '${channel}': no document`)
    else this.#post(contextId, { type: 'message', channel }, text)
  }

  #post(contextId: number, header: ToPage, valueText: string): void {
    const call = this.cdp.send('Runtime.callFunctionOn', {
      functionDeclaration: `function (text) { ${RECEIVE_FUNCTION}(text) }`,
      executionContextId: contextId,
      arguments: [{ value: `${JSON.stringify(header)}\n${valueText}` }],
    })
    call.then(
      ({ exceptionDetails }) => {
        if (exceptionDetails) console.error('[renderer]', exceptionDetails.exception?.description)
      },
      (error: Error) => debugLog('lost a message:', error.message),
    )
  }

  async evaluate(expression: string, { userGesture }: { readonly userGesture: boolean }): Promise<unknown> {
    const options = { awaitPromise: true, returnByValue: true, userGesture }
    const { result, exceptionDetails } = await this.cdp.send('Runtime.evaluate', { expression, ...options })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async applySize(): Promise<void> {
    const scale = Number(host().switches.get('force-device-scale-factor') ?? 1)
    const metrics = { ...this.#options.size(), deviceScaleFactor: scale, mobile: false }
    await this.cdp.send('Emulation.setDeviceMetricsOverride', metrics)
  }

  async applyColorScheme(): Promise<void> {
    const features = [{ name: 'prefers-color-scheme', value: this.#options.colorScheme() }]
    await this.cdp.send('Emulation.setEmulatedMedia', { features })
  }

  close(): void {
    chromium.cdp.send('Target.closeTarget', { targetId: this.targetId }).catch(() => {})
  }
}
