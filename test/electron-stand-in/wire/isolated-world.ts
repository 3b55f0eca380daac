// The preload's side of a page: ipcRenderer, contextBridge, and what a sandboxed preload may require.
//
// makeIsolatedWorld travels into the page as text, so it may use nothing from outside itself.

import type { Bridge } from './bridge.ts'
import type { Codec } from './codec.ts'

/** What a page tells the main process. The text of the value follows on the next line, so it is not quoted twice. */
export type FromPage =
  | { readonly type: 'send'; readonly channel: string }
  | { readonly type: 'invoke'; readonly channel: string; readonly id: number }
  | { readonly type: 'open'; readonly url: string; readonly name: string; readonly features: string }
  | { readonly type: 'input'; readonly kind: string }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'preload-error' }

export type ToPage =
  | { readonly type: 'message'; readonly channel: string }
  | { readonly type: 'reply'; readonly id: number; readonly ok: boolean }

export interface IsolatedWorld {
  /** `require` for the preload. */
  readonly require: (id: string) => unknown
  /** Takes a line of header and a line of value from the main process. */
  readonly receive: (text: string) => void
  readonly reportPreloadError: (error: unknown) => void
  /** For the window's click and auxclick, after all others: a link that would open a window asks for it instead. */
  readonly interceptClick: (event: PageClick) => void
  /** For the window's keys and buttons, before all others: Electron tells the main process of them. */
  readonly reportInput: (event: PageInput) => void
  /** DevTools tells titles late and not all of them. */
  readonly watchTitle: (document: PageDocument) => void
}

/** What is looked at of a MouseEvent. */
export interface PageClick {
  readonly target: {
    closest?(selector: string): { readonly href: string; readonly target: string } | null
  } | null
  readonly button: number
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly defaultPrevented: boolean
  preventDefault(): void
}

/** What is looked at of any event of the user. */
export interface PageInput {
  readonly type: string
  readonly isTrusted: boolean
}

/** What is looked at of a Document. */
export interface PageDocument {
  readonly title: string
  readonly head: object
  readonly defaultView: { readonly MutationObserver: new (notify: () => void) => PageObserver }
  addEventListener(type: 'DOMContentLoaded', listener: () => void): void
}

interface PageObserver {
  observe(target: object, options: object): void
}

type Listener = (event: object, ...args: unknown[]) => void

export function makeIsolatedWorld(codec: Codec, bridge: Bridge, post: (text: string) => void): IsolatedWorld {
  const listeners = new Map<string, Listener[]>()
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  let lastId = 0

  const out = (header: FromPage, value: unknown): void => {
    post(`${JSON.stringify(header)}\n${codec.encode(value)}`)
  }
  const providedOnly = (name: string, provided: object): object =>
    new Proxy(Object.freeze(provided), {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
          return Reflect.get(target, key)
        throw new Error(`${name}.${key} is not provided by the test double`)
      },
    })

  const add = (channel: string, listener: Listener): object => {
    const list = listeners.get(channel) ?? []
    listeners.set(channel, [...list, listener])
    return ipcRenderer
  }
  const remove = (channel: string, listener: Listener): object => {
    const list = listeners.get(channel) ?? []
    const index = list.lastIndexOf(listener)
    if (index >= 0) listeners.set(channel, list.toSpliced(index, 1))
    return ipcRenderer
  }
  const ipcRenderer = providedOnly('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => out({ type: 'send', channel }, args),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        out({ type: 'invoke', channel, id }, args)
        pending.set(id, { resolve, reject })
      }),
    on: add,
    addListener: add,
    once(channel: string, listener: Listener) {
      const once: Listener = (...args) => {
        remove(channel, once)
        listener(...args)
      }
      return add(channel, once)
    },
    off: remove,
    removeListener: remove,
    removeAllListeners(channel?: string) {
      if (channel === undefined) listeners.clear()
      else listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  })

  const contextBridge = providedOnly('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
  })
  const electron = providedOnly('electron', { ipcRenderer, contextBridge })

  bridge.offer('open', (url, name, features) => {
    out({ type: 'open', url: String(url), name: String(name), features: String(features) }, null)
  })
  // Chromium would open a page for such a click before anybody could object.
  const interceptClick = (event: PageClick): void => {
    const link = event.target?.closest?.('a[href]')
    if (!link || event.defaultPrevented || event.button > 1) return
    const isAside = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1
    if (!isAside && !/^(?!_(self|parent|top)$)./.test(link.target)) return
    event.preventDefault()
    out({ type: 'open', url: link.href, name: isAside ? '' : link.target, features: '' }, null)
  }

  const kinds: Record<string, string> = {
    mousedown: 'mouseDown',
    mouseup: 'mouseUp',
    keydown: 'rawKeyDown',
    keyup: 'keyUp',
  }
  const reportInput = ({ type, isTrusted }: PageInput): void => {
    if (isTrusted) out({ type: 'input', kind: kinds[type] ?? type }, null)
  }

  const watchTitle = (document: PageDocument): void => {
    let reported = ''
    const report = (): void => {
      const { title } = document
      if (title !== reported && title !== '') out({ type: 'title', title }, null)
      reported = title
    }
    document.addEventListener('DOMContentLoaded', () => {
      report()
      const observer = new document.defaultView.MutationObserver(report)
      observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    })
  }

  return {
    interceptClick,
    reportInput,
    watchTitle,
    require(id) {
      const name = id.replace(/^node:/, '')
      if (name === 'electron' || name === 'electron/renderer') return electron
      if (name === 'url') return { URL, URLSearchParams }
      if (name === 'timers') return { setTimeout, clearTimeout, setInterval, clearInterval }
      if (name === 'events') throw new Error("require('events') is not provided by the test double")
      throw new Error(`module not found: ${id}`)
    },
    receive(text) {
      const split = text.indexOf('\n')
      const header = JSON.parse(text.slice(0, split)) as ToPage
      const value = codec.decode(text.slice(split + 1))
      if (header.type === 'reply') {
        const call = pending.get(header.id)
        pending.delete(header.id)
        if (header.ok) call?.resolve(value)
        else call?.reject(value)
        return
      }
      const event = { sender: ipcRenderer, ports: [] }
      for (const listener of listeners.get(header.channel) ?? []) listener(event, ...(value as unknown[]))
    },
    reportPreloadError(error) {
      console.error('Unable to load preload script', error)
      out({ type: 'preload-error' }, error)
    },
  }
}
