import { createRequire } from 'node:module'

/** What the double claims to be: the Electron that is installed for its types. */
export function readVersions(): { readonly electron: string; readonly chrome: string } {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string }
  return { electron: version, chrome: CHROME_OF[version.split('.', 1)[0]!] ?? '0.0.0.0' }
}

/** Known before Chromium runs, because apps read it while they load. The minor numbers are not true of anything. */
const CHROME_OF: Record<string, string> = { 45: '156.0.0.0' }
