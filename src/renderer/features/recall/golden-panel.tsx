import { useQuery } from '@tanstack/react-query'
import { Star } from 'lucide-react'
import { useState } from 'react'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Tabs } from '#ui/tabs'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { GoldenEntries } from './golden-entries.tsx'
import styles from './golden-panel.module.css'
import { GoldenRunView } from './golden-run-view.tsx'
import { GoldenSetBar } from './golden-set-bar.tsx'
import type { RecallDraft } from './recall-store.ts'
import { RunBar } from './run-bar.tsx'
import { useGoldenRun } from './use-golden-run.ts'
import { useGoldenSet } from './use-stars.ts'

const t = wordsOf('recall')

interface GoldenPanelProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly onChange: (part: Partial<RecallDraft>) => void
}

/** What people expect of queries, and how much of it recall finds. */
export const GoldenPanel = ({ namespace, draft, onChange }: GoldenPanelProps) => {
  const queries = useSomaQueries()
  const set = useGoldenSet(namespace, draft.goldenSet)
  const { data: sets, error, refetch } = useQuery(queries.golden.sets(namespace))
  const [tab, setTab] = useState<'run' | 'queries'>('run')
  const run = useGoldenRun(namespace)
  const here = sets?.find(({ name }) => name === set)
  if (error)
    return <ErrorState error={error} title={t('theGoldenSetsCouldNot')} onRetry={() => void refetch()} />
  return (
    <div className={styles.panel}>
      <GoldenSetBar
        namespace={namespace}
        set={set}
        sets={sets?.map(({ name, entries }) => ({ name, entries })) ?? []}
        onChoose={(goldenSet) => onChange({ goldenSet })}
      />
      {sets && !here && (
        <EmptyState
          icon={Star}
          title={t('nothingIsExpectedInSet', { set })}
          detail={t('starResultsThatShouldAnswer')}
        />
      )}
      {here && (
        <>
          <RunBar set={set} draft={draft} run={run} />
          <Tabs
            label={t('partsOfTheGoldenSet')}
            value={tab}
            onChange={setTab}
            items={[
              { id: 'run', label: t('lastRun') },
              { id: 'queries', label: t('queries'), count: here.entries },
            ]}
          >
            {tab === 'run' ? (
              <GoldenRunView namespace={namespace} set={set} onChange={onChange} />
            ) : (
              <GoldenEntries namespace={namespace} set={set} onChange={onChange} />
            )}
          </Tabs>
        </>
      )}
    </div>
  )
}
