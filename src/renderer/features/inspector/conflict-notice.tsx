import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import type { Memory } from '#contract/memory'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { TextDiff } from '#ui/text-diff'
import { formatJson } from '../../ui/format-json.ts'
import styles from './conflict-notice.module.css'
import type { PayloadDraft } from './use-payload-draft.ts'

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
      <span className={styles.words}>
        Changed elsewhere while you edited it. It is version {memory.version} now.
      </span>
      <Button size="small" onClick={() => setComparing(true)}>
        Compare
      </Button>
      <Dialog
        open={comparing}
        onClose={close}
        title="Changed elsewhere"
        description="Left is what is stored now, right is what you typed. The other change stays in the history either way."
        size="large"
        footer={
          <>
            <Button
              onClick={() => {
                close()
                draft.revert()
              }}
            >
              Take the stored one
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                close()
                draft.overwrite()
              }}
            >
              Save mine over it
            </Button>
          </>
        }
      >
        <TextDiff
          before={formatJson(memory.payload)}
          after={draft.text}
          beforeLabel={`Stored, version ${memory.version}`}
          afterLabel="Yours"
          mode="side-by-side"
        />
      </Dialog>
    </div>
  )
}
