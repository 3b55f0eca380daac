import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import type { Memory } from '#contract/memory'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { TextDiff } from '#ui/text-diff'
import { formatJson } from '../../ui/format-json.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './conflict-notice.module.css'
import type { PayloadDraft } from './use-payload-draft.ts'

const t = wordsOf('inspector')

interface ConflictNoticeProps {
  readonly memory: Memory
  readonly draft: PayloadDraft
}

/** Nothing is lost either way: the text typed here stays until it is thrown away, the other change is a version. */
export const ConflictNotice = ({ memory, draft }: ConflictNoticeProps) => {
  const [comparing, setComparing] = useState(false)
  const close = (): void => setComparing(false)
  return (
    <div className={styles.notice} role="alert">
      <GitMerge size={16} aria-hidden />
      <span className={styles.words}>{t('changedElsewhereWhileYouEdited', { version: memory.version })}</span>
      <Button size="small" onClick={() => setComparing(true)}>
        {t('compare')}
      </Button>
      <Dialog
        open={comparing}
        onClose={close}
        title={t('changedElsewhere')}
        description={t('leftIsWhatIsStored')}
        size="large"
        footer={
          <>
            <Button
              onClick={() => {
                close()
                draft.revert()
              }}
            >
              {t('takeTheStoredOne')}
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                close()
                draft.overwrite()
              }}
            >
              {t('saveMineOverIt')}
            </Button>
          </>
        }
      >
        <TextDiff
          before={formatJson(memory.payload)}
          after={draft.text}
          beforeLabel={t('storedVersionVersion', { version: memory.version })}
          afterLabel={t('yours')}
          mode="side-by-side"
        />
      </Dialog>
    </div>
  )
}
