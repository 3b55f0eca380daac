import { useQuery } from '@tanstack/react-query'
import type { HistoryKind } from '#contract/history'
import { Select } from '#ui/select'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { HistoryScope } from '../../api/queries/changes.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './history-panel.module.css'
import { useHistoryStore } from './history-store.ts'
import { KIND_LABELS } from './history-words.ts'

const t = wordsOf('history')

const kinds = () =>
  Object.entries(KIND_LABELS).map(([value, label]) => ({ value: value as HistoryKind, label }))

interface HistoryFiltersProps {
  readonly scope: HistoryScope
  readonly namespace: string | null
}

export const HistoryFilters = ({ scope, namespace }: HistoryFiltersProps) => {
  const { author, kind, everything } = useHistoryStore()
  const { data: authors = [] } = useQuery(useSomaQueries().changes.authors(scope))
  // Who is asked for stays in the list, also where the other scope does not know them.
  const names = author === null || authors.includes(author) ? authors : [...authors, author]
  return (
    <div className={styles.filters}>
      {namespace !== null && (
        <Select
          label={t('whoseChanges')}
          hideLabel
          value={everything ? 'everything' : 'namespace'}
          onChange={(value) => useHistoryStore.setState({ everything: value === 'everything' })}
          options={[
            { value: 'namespace', label: namespace, detail: t('andSettings') },
            { value: 'everything', label: t('allNamespaces') },
          ]}
        />
      )}
      <Select
        label={t('author')}
        hideLabel
        value={author ?? ''}
        onChange={(value) => useHistoryStore.setState({ author: value === '' ? null : value })}
        options={[
          { value: '', label: t('anyAuthor') },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
      />
      <Select<HistoryKind | ''>
        label={t('kind')}
        hideLabel
        value={kind ?? ''}
        onChange={(value) => useHistoryStore.setState({ kind: value === '' ? null : value })}
        options={[{ value: '', label: t('anyKind') }, ...kinds()]}
      />
    </div>
  )
}
