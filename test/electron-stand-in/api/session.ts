import type { Session as ElectronSession } from 'electron'
import { chromium } from '../runtime/chromium.ts'
import { debugLog } from '../runtime/host.ts'
import { StandInEmitter } from './not-provided.ts'
import { contents } from './registry.ts'
import type { WebContents } from './web-contents.ts'
import { originOf } from './web-frame-main.ts'

type Descriptor = { readonly name: string; readonly sysex?: boolean }
type RequestHandler = NonNullable<Parameters<ElectronSession['setPermissionRequestHandler']>[0]>
type CheckHandler = NonNullable<Parameters<ElectronSession['setPermissionCheckHandler']>[0]>
type RequestListener = (
  details: { url: string; resourceType: string },
  callback: (answer: { cancel?: boolean }) => void,
) => void
type Permission = Parameters<RequestHandler>[1]

/** Electron's names, and what Chromium's permissions API calls the same thing. */
const PERMISSIONS: Partial<Record<Permission, readonly Descriptor[]>> = {
  geolocation: [{ name: 'geolocation' }],
  notifications: [{ name: 'notifications' }],
  media: [{ name: 'camera' }, { name: 'microphone' }],
  'clipboard-read': [{ name: 'clipboard-read' }],
  'clipboard-sanitized-write': [{ name: 'clipboard-write' }],
  midi: [{ name: 'midi' }],
  midiSysex: [{ name: 'midi', sysex: true }],
  'idle-detection': [{ name: 'idle-detection' }],
  'display-capture': [{ name: 'display-capture' }],
  'window-management': [{ name: 'window-management' }],
}

/**
 * Chromium is told the answers beforehand: DevTools can set a permission, not ask back when a page wants it. So the
 * app's handlers are asked about every permission before each document, and again when they are replaced.
 */
class Session extends StandInEmitter {
  #request: RequestHandler | null = null
  #check: CheckHandler | null = null
  #beforeRequest: RequestListener | null = null

  /** Asked for what a page's documents fetch; what workers fetch, and WebSockets, pass unseen. */
  readonly webRequest = {
    onBeforeRequest: (listener: RequestListener | null): void => {
      this.#beforeRequest = listener
    },
  }

  mayRequest(url: string, resourceType: string): Promise<boolean> {
    const listener = this.#beforeRequest
    if (!listener) return Promise.resolve(true)
    return new Promise((answer) => listener({ url, resourceType }, ({ cancel }) => answer(cancel !== true)))
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler
    this.#applyToOpenPages()
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler
    this.#applyToOpenPages()
  }

  /** Never asked: headless Chromium has no devices to choose from. */
  setDevicePermissionHandler(): void {}

  async applyPermissions(owner: WebContents, url: string): Promise<void> {
    const all = Object.keys(PERMISSIONS) as Permission[]
    await Promise.all(all.map((permission) => this.#apply(owner, permission, url)))
  }

  #applyToOpenPages(): void {
    for (const owner of contents.values()) {
      if (owner.session === this && owner.getURL() !== '') void this.applyPermissions(owner, owner.getURL())
    }
  }

  async #apply(owner: WebContents, permission: Permission, url: string): Promise<void> {
    const origin = originOf(url)
    const set = async (granted: boolean): Promise<void> => {
      const setting = granted ? 'granted' : 'denied'
      for (const descriptor of PERMISSIONS[permission]!) {
        const where = origin.includes('://') ? { origin } : {}
        await chromium.cdp
          .send('Browser.setPermission', { permission: descriptor, setting, ...where })
          .catch((error: Error) => debugLog(descriptor.name, error.message))
      }
    }
    const details = { requestingUrl: url, securityOrigin: `${origin}/`, isMainFrame: true }
    const sender = owner as unknown as Electron.WebContents
    if (this.#check && !this.#check(sender, permission as Parameters<CheckHandler>[1], origin, details)) {
      return set(false)
    }
    if (!this.#request) return set(true)
    // Until the app has answered, the answer is no.
    let answered: boolean | undefined
    let isLate = false
    const callback = (granted: boolean): void => {
      answered = granted
      if (isLate) void set(granted)
    }
    this.#request(sender, permission, callback, details as Parameters<RequestHandler>[3])
    await set(answered ?? false)
    isLate = true
  }
}

const defaultSession = new Session()
const partitions = new Map<string, Session>()

export type { Session }
export const session = {
  defaultSession,
  /** Of its own only in its handlers: there is one Chromium profile. */
  fromPartition(name: string): Session {
    const known = partitions.get(name) ?? new Session()
    partitions.set(name, known)
    return known
  },
}
