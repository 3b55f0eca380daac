import type { Shell } from 'electron'
import { providedOnly } from './not-provided.ts'
import { record } from './recorder.ts'

/** Recorded and never done: a test must not open a browser, nor move a file to the bin. */
export const shell = providedOnly('shell', {
  async openExternal(url) {
    record('shell.openExternal', url)
  },
  async openPath(path) {
    record('shell.openPath', path)
    return ''
  },
  showItemInFolder(path) {
    record('shell.showItemInFolder', path)
  },
  async trashItem(path) {
    record('shell.trashItem', path)
  },
  beep() {
    record('shell.beep')
  },
} satisfies Partial<Shell>)
