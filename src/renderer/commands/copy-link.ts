import { formatDeepLink, type LinkedMemory } from '#contract/deep-link'
import { copyText } from '../ui/copy-text.ts'
import { toast } from '../workspace/use-workspace.ts'

/** For menus of memories that are not the open one. */
export const copyLinkTo = (memory: LinkedMemory): void => {
  void copyText(formatDeepLink(memory)).then((done) =>
    toast(done ? { title: 'Copied link' } : { title: 'Not copied', tone: 'error' }),
  )
}
