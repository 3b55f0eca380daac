import { formatDeepLink, type LinkedMemory } from '#contract/deep-link'
import { copyText } from '../ui/copy-text.ts'
import { wordsOf } from '../words/words.ts'
import { toast } from '../workspace/use-workspace.ts'

const t = wordsOf('commands')

/** For menus of memories that are not the open one. */
export const copyLinkTo = (memory: LinkedMemory): void => {
  void copyText(formatDeepLink(memory)).then((done) =>
    toast(done ? { title: t('copiedLink') } : { title: t('notCopied'), tone: 'error' }),
  )
}
