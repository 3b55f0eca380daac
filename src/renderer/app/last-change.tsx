import { useQuery } from '@tanstack/react-query'
import { History, Undo2 } from 'lucide-react'
import { TimeLabel } from '#ui/time-label'
import { Tooltip } from '#ui/tooltip'
import { useSomaQueries } from '../api/client-context.tsx'
import { useReadOnly } from '../api/use-read-only.ts'
import { ownMark } from '../commands/next-undo.ts'
import { undoChange } from '../commands/undo-change.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { useWorkspace } from '../workspace/use-workspace.ts'
import styles from './status-bar.module.css'

const t = wordsOf('shell')

/** What was changed last and by whom, which opens the history, and what an undo would take back. */
export const LastChange = ({ namespace }: { readonly namespace: string }) => {
  const queries = useSomaQueries()
  const { data: next } = useQuery(queries.changes.next({ namespace }))
  const mine = useWorkspace((w) => w.changes.undo.at(-1))
  const contextNow = useCommandContext()
  const readOnly = useReadOnly()
  const last = next?.undo
  const target = mine ?? ownMark(last)
  const isLast = target !== null && (target.seq === last?.seq || target.seq === last?.settledBy?.seq)
  return (
    <span className={styles.change} data-tour="history">
      <Tooltip text={t('historyOfChanges')} shortcut="Mod+Shift+H" side="top">
        <button type="button" className={styles.history} onClick={() => openOverlay({ kind: 'history' })}>
          <History size={12} aria-hidden />
          {last ? (
            <>
              <span className="visually-hidden">{t('historyOf')} </span>
              <span className="truncate">{told(last.summary)}</span>{' '}
              <span className={styles.quiet}>{t('byAuthor', { author: last.author })}</span>
            </>
          ) : (
            <span>{t('history')}</span>
          )}
        </button>
      </Tooltip>
      {last && (
        <span className={styles.quiet}>
          <TimeLabel seconds={last.at} />
        </span>
      )}
      {target && !readOnly && (
        <Tooltip text={t('undoTitle', { title: target.title })} shortcut="Mod+Z" side="top">
          <button type="button" className={styles.undo} onClick={() => undoChange.run(contextNow())}>
            <Undo2 size={12} aria-hidden />
            {t('undo')}
            {!isLast && <span className={styles.target}>{target.title}</span>}
          </button>
        </Tooltip>
      )}
    </span>
  )
}
