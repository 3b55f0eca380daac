import { makeBridge } from './bridge.ts'
import { makeCodec } from './codec.ts'
import { makeIsolatedWorld } from './isolated-world.ts'

/** The name Electron gives the preload's world. */
export const ISOLATED_WORLD = 'Electron Isolated Context'
/** How the isolated world speaks to the main process (a DevTools binding), and how it is spoken to (a function). */
export const POST_BINDING = '__electronStandInPost'
export const RECEIVE_FUNCTION = '__electronStandInReceive'

export interface Preload {
  readonly path: string
  readonly source: string
  /** The `process` a sandboxed preload sees. */
  readonly process: object
  readonly inSubFrames: boolean
}

/**
 * For the page's own world, before its first script: the receiving half of contextBridge, and a window.open that asks
 * the main process. It answers null as a denied window.open does in Electron; leaving it to Chromium would open a page
 * first and close it after.
 */
export function mainWorldScript(secret: string): string {
  return `(() => {
  const bridge = (${makeBridge.toString()})({
    makeCodec: ${makeCodec.toString()},
    meeting: window, mine: 'main-${secret}', theirs: 'isolated-${secret}', global: globalThis,
  })
  window.open = function open(url = '', name = '_blank', features = '') {
    const absolute = url === '' ? 'about:blank' : new URL(url, document.baseURI).href
    bridge.tell('open', absolute, String(name), String(features))
    return null
  }
})()`
}

/** For the isolated world, after the page's own script has run: the preload and what it stands on. */
export function isolatedWorldScript(secret: string, preload: Preload | undefined): string {
  const runsHere = preload?.inSubFrames ? 'true' : 'window === window.top'
  return `(() => {
  const post = globalThis.${POST_BINDING}
  delete globalThis.${POST_BINDING}
  const makeCodec = ${makeCodec.toString()}
  const bridge = (${makeBridge.toString()})({
    makeCodec, meeting: window, mine: 'isolated-${secret}', theirs: 'main-${secret}', global: globalThis,
  })
  const world = (${makeIsolatedWorld.toString()})(makeCodec(), bridge, post)
  Object.defineProperty(globalThis, '${RECEIVE_FUNCTION}', { value: world.receive })
  if (window === window.top) world.watchTitle(document)
  for (const name of ['mousedown', 'mouseup', 'keydown', 'keyup']) {
    window.addEventListener(name, world.reportInput, { capture: true, passive: true })
  }
  for (const name of ['click', 'auxclick']) window.addEventListener(name, world.interceptClick)
  if (!(${runsHere})) return
  const module = { exports: {} }
  const process = Object.freeze(${JSON.stringify(preload?.process ?? {})})
  try {
    (function (require, module, exports, process, __filename) {
${preload?.source ?? ''}
    }).call(globalThis, world.require, module, module.exports, process, ${JSON.stringify(preload?.path ?? '')})
  } catch (error) { world.reportPreloadError(error) }
})()
//# sourceURL=${preload?.path ?? 'electron-stand-in'}`
}
