import { useEffect } from 'react'
import { Sheet } from '#ui/sheet'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import { changeRequests, takeChangeRequest } from '../../workspace/change-request.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import { GoToDialog } from './go-to-dialog.tsx'
import { HistoryFilters } from './history-filters.tsx'
import { HistoryList } from './history-list.tsx'
import styles from './history-panel.module.css'
import { useHistoryStore } from './history-store.ts'

const t = wordsOf('history')

/** Every change, newest first: what it did, who made it, whether it is in force; and the way to any point. */
export const HistoryPanel = () => {
  const namespace = useWorkspace((w) => w.namespace)
  const everything = useHistoryStore((state) => state.everything)
  const target = useHistoryStore((state) => state.target)
  const readOnly = useReadOnly()
  const wanted = changeRequests((state) => state.seq)
  useEffect(() => {
    if (wanted !== null)
      useHistoryStore.setState({ everything: true, author: null, kind: null, open: wanted })
  }, [wanted])
  // Found or not, the next one to open the history did not ask for it.
  useEffect(() => takeChangeRequest, [])
  const scope = everything || namespace === null ? {} : { namespace }
  return (
    <Sheet
      title={t('history')}
      onClose={closeOverlay}
      head={<HistoryFilters scope={scope} namespace={namespace} />}
    >
      {readOnly && <p className={styles.readOnly}>{t('theStoreIsReadOnly')}</p>}
      <HistoryList scope={scope} readOnly={readOnly} />
      {target && <GoToDialog scope={scope} target={target} readOnly={readOnly} />}
    </Sheet>
  )
}
