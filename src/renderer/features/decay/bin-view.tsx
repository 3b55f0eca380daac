import { Archive, ArchiveX, RotateCcw, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { MemoryRow } from '#contract/memory'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { SearchField } from '#ui/search-field'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { wordsOf } from '../../words/words.ts'
import { BinDialogs } from './bin-dialogs.tsx'
import { BinRow } from './bin-row.tsx'
import styles from './bin-view.module.css'
import { useDecayStore } from './decay-store.ts'
import { useRowPages } from './use-row-pages.ts'

const t = wordsOf('decay')

const ROW_PX = 36
const TYPING_MS = 120

/** What was deleted or evicted: it can be brought back until it is deleted for good. */
export const BinView = ({ namespace }: { readonly namespace: string }) => {
  const queries = useSomaQueries()
  const { restore } = useMemoryMutations()
  const readOnly = useReadOnly()
  const scroller = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim(), TYPING_MS)
  const chosen = useDecayStore((state) => state.chosenInBin)
  const list = useRowPages<MemoryRow>({
    scroller,
    rowHeight: ROW_PX,
    page: (range) => queries.decay.bin(namespace, { ...range, ...(search && { search }) }),
  })
  const total = list.total ?? 0
  const restoreAll = (coordinates: number[][]): void => {
    useDecayStore.setState({ chosenInBin: new Map() })
    void restore({ namespace, coordinates })
  }
  if (list.error) {
    return <ErrorState error={list.error} title={t('theBinCouldNotBe')} onRetry={list.retry} />
  }
  const isEmpty = list.total === 0 && search === ''
  return (
    <section className={styles.bin} aria-label={t('bin')}>
      <header className={styles.head}>
        <div className={styles.search}>
          <SearchField label={t('searchTheBin')} value={typed} onChange={setTyped} />
        </div>
        <span className={styles.count} role="status">
          {chosen.size > 0
            ? t('sizeChosen', { size: formatCount(chosen.size) })
            : t('countMemories', { count: total })}
        </span>
        <Button
          size="small"
          icon={RotateCcw}
          disabled={readOnly || chosen.size === 0}
          onClick={() => restoreAll([...chosen.values()])}
        >
          {t('restore')}
        </Button>
        <Button
          size="small"
          icon={Trash2}
          disabled={readOnly || chosen.size === 0}
          onClick={() => useDecayStore.setState({ dialog: 'purge' })}
        >
          {t('deleteForGood2')}
        </Button>
        <Button
          size="small"
          icon={ArchiveX}
          disabled={readOnly || isEmpty}
          onClick={() => useDecayStore.setState({ dialog: 'empty' })}
        >
          {t('emptyTheBin2')}
        </Button>
      </header>
      {list.total === 0 ? (
        <EmptyState
          icon={Archive}
          title={isEmpty ? t('theBinIsEmpty') : t('nothingInTheBinHas')}
          detail={isEmpty ? t('whatYouDeleteAndWhat') : undefined}
        />
      ) : (
        <div ref={scroller} className={styles.list}>
          <ul className={styles.rows} style={{ height: list.height }} aria-label={t('memoriesInTheBin')}>
            {list.items.map(({ index, start }) => {
              const row = list.rowAt(index)
              return (
                row && (
                  <BinRow
                    key={row.id}
                    row={row}
                    top={start}
                    isChosen={chosen.has(row.coordinate.join())}
                    readOnly={readOnly}
                    onRestore={() => restoreAll([row.coordinate])}
                  />
                )
              )
            })}
          </ul>
        </div>
      )}
      <BinDialogs namespace={namespace} />
    </section>
  )
}
