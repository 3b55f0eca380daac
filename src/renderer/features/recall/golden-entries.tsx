import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Copy, Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ExpectedMemory, GoldenEntry } from '#contract/golden'
import { Button } from '#ui/button'
import { ContextMenu } from '#ui/context-menu'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGoldenMutations } from '../../api/use-golden-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { copyWords } from '../../commands/copy-words.ts'
import { describeFilter } from '../../filters/describe-filter.ts'
import { fromFilter } from '../../filters/filter-set.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import styles from './golden-entries.module.css'
import type { RecallDraft } from './recall-store.ts'

const t = wordsOf('recall')
const m = wordsOf('menus')

interface GoldenEntriesProps {
  readonly namespace: string
  readonly set: string
  readonly onChange: (part: Partial<RecallDraft>) => void
}

const STEP = 100
/** A query without the filter that it stands for would be another one. */
const NOT_ASKED = {
  get title() {
    return t('notAsked')
  },
  get detail() {
    return t('itsFilterNestsDeeperThan')
  },
  tone: 'warning',
} as const
/** The contract gives no more at once. */
const MOST = 500

/** The queries of a set, each with the memories that it should find. */
export const GoldenEntries = ({ namespace, set, onChange }: GoldenEntriesProps) => {
  const [limit, setLimit] = useState(STEP)
  const { removeEntry } = useGoldenMutations()
  const readOnly = useReadOnly()
  const { data, error, refetch } = useQuery({
    ...useSomaQueries().golden.entries({ namespace, set }, { limit }),
    placeholderData: keepPreviousData,
  })
  if (error) return <ErrorState error={error} title={t('theSetCouldNotBe')} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={6} height={44} />
  const { entries, total } = data
  return (
    <ul className={styles.entries}>
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          readOnly={readOnly}
          onAsk={() => {
            const filter = fromFilter(entry.filter)
            if (filter) onChange({ query: entry.query, filter })
            else toast(NOT_ASKED)
          }}
          onRemove={() => void removeEntry({ namespace, set, entry: entry.id })}
        />
      ))}
      {total > entries.length && (
        <li className={styles.more}>
          {t('showingEntriesOfTotal', { entries: formatCount(entries.length), total: formatCount(total) })}
          {limit < MOST && (
            <Button size="small" variant="plain" onClick={() => setLimit(Math.min(MOST, limit + STEP))}>
              {t('showMore')}
            </Button>
          )}
        </li>
      )}
    </ul>
  )
}

interface EntryProps {
  readonly entry: GoldenEntry
  readonly readOnly: boolean
  readonly onAsk: () => void
  readonly onRemove: () => void
}

const Entry = ({ entry, readOnly, onAsk, onRemove }: EntryProps) => (
  <ContextMenu
    items={[
      { id: 'ask', label: m('askThisQuery'), icon: Search, run: onAsk },
      { id: 'copy', label: m('copyText'), icon: Copy, run: () => copyWords(entry.query) },
      { kind: 'line', id: 'line' },
      {
        id: 'remove',
        label: t('takeTheQueryOutOf'),
        icon: Trash2,
        danger: true,
        disabled: readOnly,
        run: onRemove,
      },
    ]}
  >
    <li className={styles.entry}>
      <div className={styles.head}>
        <button type="button" className={styles.query} onClick={onAsk}>
          <span data-private>{entry.query}</span>
        </button>
        <IconButton
          icon={Trash2}
          size="small"
          label={t('takeTheQueryOutOf')}
          disabled={readOnly}
          onClick={onRemove}
        />
      </div>
      {entry.filter && <p className={styles.filter}>{describeFilter(entry.filter)}</p>}
      <ul>
        {entry.expected.map((memory) => (
          <Expected key={memory.coordinate.join()} memory={memory} />
        ))}
      </ul>
    </li>
  </ContextMenu>
)

const PRESENCE = {
  living: null,
  get binned() {
    return t('inTheBin')
  },
  get absent() {
    return t('notThere')
  },
} as const

const Expected = ({ memory }: { readonly memory: ExpectedMemory }) => {
  const { coordinate, grade, presence, title } = memory
  const gone = PRESENCE[presence]
  return (
    <li className={styles.expected}>
      <button
        type="button"
        className={classNames(styles.memory, 'truncate')}
        onClick={() => workspace.getState().openMemory(coordinate)}
      >
        {title ?? coordinate.join(', ')}
      </button>
      {gone && <span className={styles.gone}>{gone}</span>}
      {grade > 1 && <span className={styles.grade}>{t('gradeGrade', { grade })}</span>}
    </li>
  )
}
