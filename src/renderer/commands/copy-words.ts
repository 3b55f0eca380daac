import { copyText } from '../ui/copy-text.ts'
import { wordsOf } from '../words/words.ts'
import { toast } from '../workspace/use-workspace.ts'

const t = wordsOf('menus')

/** For menus of what is no memory. */
export const copyWords = (text: string): void => {
  void copyText(text).then((done) =>
    toast(done ? { title: t('copiedText') } : { title: t('theClipboardRefusedIt'), tone: 'error' }),
  )
}
