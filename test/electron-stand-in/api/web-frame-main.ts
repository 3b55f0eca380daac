import type { Cdp } from '../runtime/chromium.ts'
import { StandInEmitter } from './not-provided.ts'

let lastRoutingId = 0

/** One frame of a page. `top` and `parent` tell the main frame from the others, which is what senders are checked by. */
export class WebFrameMain extends StandInEmitter {
  readonly routingId = ++lastRoutingId
  readonly processId = 1
  readonly frameTreeNodeId = this.routingId
  readonly parent: WebFrameMain | null
  readonly #children = new Set<WebFrameMain>()
  #url = ''
  #detached = false

  constructor(parent: WebFrameMain | null) {
    super()
    this.parent = parent
    if (parent) parent.#children.add(this)
  }

  get url(): string {
    return this.#url
  }

  get origin(): string {
    return originOf(this.#url)
  }

  get top(): WebFrameMain {
    return this.parent ? this.parent.top : this
  }

  get frames(): readonly WebFrameMain[] {
    return [...this.#children]
  }

  get framesInSubtree(): readonly WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)]
  }

  get detached(): boolean {
    return this.#detached
  }

  isDestroyed(): boolean {
    return this.#detached
  }

  navigated(url: string): void {
    this.#url = url
  }

  detach(): void {
    this.#detached = true
    if (this.parent) this.parent.#children.delete(this)
  }
}

export function originOf(url: string): string {
  if (url === '') return ''
  const { protocol, origin, host } = new URL(url)
  // To Node the app's own schemes have no origin.
  const isOwnScheme = origin === 'null' && host !== ''
  return protocol === 'file:' || isOwnScheme ? `${protocol}//${host}` : origin
}

/** Follows a page's frames by their DevTools ids. */
export class FrameTree {
  readonly main = new WebFrameMain(null)
  readonly #frames = new Map<string, WebFrameMain>()

  follow(cdp: Cdp, mainFrameId: string): void {
    this.#frames.set(mainFrameId, this.main)
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.#frames.set(frameId, new WebFrameMain(this.#frames.get(parentFrameId) ?? this.main))
    })
    cdp.on('Page.frameNavigated', ({ frame }) => this.#frames.get(frame.id)?.navigated(fullUrl(frame)))
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => this.#frames.get(frameId)?.navigated(url))
    cdp.on('Page.frameDetached', ({ frameId }) => {
      this.#frames.get(frameId)?.detach()
      this.#frames.delete(frameId)
    })
  }

  get(frameId: string): WebFrameMain | undefined {
    return this.#frames.get(frameId)
  }
}

/** DevTools keeps the part behind the # apart. */
export function fullUrl(frame: { readonly url: string; readonly urlFragment?: string }): string {
  return frame.url + (frame.urlFragment ?? '')
}
