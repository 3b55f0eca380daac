import { ChevronRight, MapPin, Redo2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { HistoryLine } from '#contract/history'
import { Badge } from '#ui/badge'
import { ContextMenu } from '#ui/context-menu'
import { IconButton } from '#ui/icon-button'
import { TimeLabel } from '#ui/time-label'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { ChangeDetailView } from './change-detail-view.tsx'
import { changeMenu } from './change-menu.ts'
import styles from './history-row.module.css'
import { useHistoryStore } from './history-store.ts'
import { countsText } from './history-words.ts'

const t = wordsOf('history')

interface HistoryRowProps {
  readonly line: HistoryLine
  readonly isPresent: boolean
  readonly isOpen: boolean
  readonly showNamespace: boolean
  readonly readOnly: boolean
}

export const HistoryRow = ({ line, isPresent, isOpen, showNamespace, readOnly }: HistoryRowProps) => {
  const { seq, summary, author, at, state, settledBy, namespace } = line
  const isUndone = state === 'undone'
  const counts = countsText(line)
  const { undo, redo } = useMemoryMutations()
  const [busy, setBusy] = useState(false)
  const settle = async (): Promise<void> => {
    setBusy(true)
    // What redid it is what is in force, and what the window's own stack knows.
    await (isUndone ? redo(line) : undo(settledBy?.seq ?? seq))
    setBusy(false)
  }
  const canSettle = !readOnly && !busy && line.action !== 'purge'
  const onSettle = (): void => void settle()
  return (
    <div className={styles.change} data-undone={isUndone || undefined} data-present={isPresent || undefined}>
      <ContextMenu items={changeMenu({ line, isOpen, readOnly, canSettle, onSettle })}>
        <div className={styles.row}>
          <button
            type="button"
            className={styles.main}
            data-change
            aria-expanded={isOpen}
            onClick={() => useHistoryStore.setState({ open: isOpen ? null : seq })}
          >
            <ChevronRight size={14} aria-hidden className={styles.twist} />
            <span className={styles.words}>
              <span className={styles.head}>
                {isUndone ? (
                  <s className={styles.summary}>{told(summary)}</s>
                ) : (
                  <span className={styles.summary}>{told(summary)}</span>
                )}
                {isPresent && <Badge tone="accent">{t('now')}</Badge>}
              </span>
              <span className={styles.facts}>
                <span className={styles.author}>{author}</span>
                <TimeLabel seconds={at} />
                {counts && <span>{counts}</span>}
                {showNamespace && namespace !== '' && <span className="truncate">{namespace}</span>}
                {settledBy && (
                  <span className={styles.settled}>
                    {t('stateByAuthor', { state, author: settledBy.author })}
                  </span>
                )}
              </span>
            </span>
            <span className={styles.number}>{seq}</span>
          </button>
          <Actions line={line} readOnly={readOnly} canSettle={canSettle} onSettle={onSettle} />
        </div>
      </ContextMenu>
      {isOpen && <ChangeDetailView line={line} />}
    </div>
  )
}

interface ActionsProps {
  readonly line: HistoryLine
  readonly readOnly: boolean
  readonly canSettle: boolean
  readonly onSettle: () => void
}

const Actions = ({ line, readOnly, canSettle, onSettle }: ActionsProps) => {
  const isUndone = line.state === 'undone'
  return (
    <span className={styles.actions}>
      <IconButton
        icon={isUndone ? Redo2 : Undo2}
        size="small"
        label={t('undoChangeSeq', { which: isUndone ? 'yes' : 'no', seq: line.seq })}
        disabled={!canSettle}
        onClick={onSettle}
      />
      <IconButton
        icon={MapPin}
        size="small"
        label={t('goToChangeSeq', { seq: line.seq })}
        disabled={readOnly}
        onClick={() => useHistoryStore.setState({ target: line })}
      />
    </span>
  )
}
