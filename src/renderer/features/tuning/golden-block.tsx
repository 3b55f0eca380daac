import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import type { KeptRun } from '#contract/golden'
import { Button } from '#ui/button'
import { TimeChart } from '#ui/chart/time-chart'
import { TimeLabel } from '#ui/time-label'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { formatScore } from '../../ui/format-number.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import styles from './golden-block.module.css'
import view from './watch-view.module.css'

const t = wordsOf('tuning')

interface Listed {
  readonly name: string
  readonly entries: number
  readonly lastRun: KeptRun | null
}

/** Golden sets, with what their runs found over time: what people expect, where the watch knows only what is near. */
export const GoldenBlock = ({ namespace }: { readonly namespace: string }) => {
  const { data: sets = [] } = useQuery(useSomaQueries().golden.sets(namespace))
  if (sets.length === 0) return null
  return (
    <section className={view.block} aria-label={t('goldenSets')}>
      <h2 className={view.title}>
        {t('goldenSets')}
        <span className={view.aside}>{t('whatPeopleExpect')}</span>
      </h2>
      <ul>
        {sets.map((set) => (
          <GoldenSet key={set.name} namespace={namespace} set={set} />
        ))}
      </ul>
    </section>
  )
}

const GoldenSet = ({ namespace, set }: { readonly namespace: string; readonly set: Listed }) => {
  const client = useClient()
  const [progress, setProgress] = useState<string | null>(null)
  const { name, entries, lastRun } = set
  const run = async (): Promise<void> => {
    setProgress(t('running'))
    try {
      for await (const item of client.golden.run({
        namespace,
        set: name,
        k: lastRun?.k ?? 10,
        settings: {},
      })) {
        if (item.type === 'progress') {
          const { done, total } = item
          setProgress(t('doneOfTotal', { done, total }))
        }
      }
    } catch (error) {
      const detail = describeError(error).sentence
      toast({ title: t('theRunDidNotEnd'), detail, tone: 'error' })
    }
    setProgress(null)
  }
  const open = (): void => {
    requestRecall({ kind: 'golden', set: name })
    workspace.getState().go({ screen: 'recall' })
  }
  return (
    <li className={styles.set}>
      <div className={styles.row}>
        <span className="truncate" title={name}>
          {name} <span className={styles.quiet}>{t('countQueries', { count: entries })}</span>
        </span>
        <span className={styles.quiet} role="status">
          {progress ?? <LastRun run={lastRun} />}
        </span>
        <Button
          size="small"
          variant="plain"
          icon={Play}
          disabled={progress !== null || entries === 0}
          onClick={() => void run()}
        >
          {t('run')}
        </Button>
        <Button size="small" variant="plain" onClick={open}>
          {t('open')}
        </Button>
      </div>
      {lastRun !== null && <Runs namespace={namespace} set={name} />}
    </li>
  )
}

const LastRun = ({ run }: { readonly run: KeptRun | null }) => {
  if (run === null) return t('notRunYet')
  if (run.measures === null) return t('expectsNothing')
  return t.rich('runMeasures', {
    k: run.k,
    recall: formatScore(run.measures.recallK),
    ndcg: formatScore(run.measures.ndcg10),
    when: <TimeLabel seconds={run.at} />,
  })
}

/** One run is no course of things. */
const FEWEST = 2

const Runs = ({ namespace, set }: { readonly namespace: string; readonly set: string }) => {
  const now = useNow()
  const [cursor, setCursor] = useState<number | null>(null)
  const { data } = useQuery(useSomaQueries().golden.runs({ namespace, set }))
  const runs = (data ?? []).filter(({ measures }) => measures !== null).sort((a, b) => a.at - b.at)
  const first = runs[0]
  if (first === undefined || runs.length < FEWEST) return null
  const air = Math.max(60, (now - first.at) / 50)
  return (
    <TimeChart
      title={t('runsOfSet', { set })}
      times={runs.map(({ at }) => at)}
      series={[
        {
          id: 'recall',
          label: t('recall'),
          color: 'var(--chart-1)',
          values: runs.map(({ measures }) => measures?.recallK ?? null),
        },
        {
          id: 'ndcg',
          label: 'nDCG@10',
          color: 'var(--chart-2)',
          kind: 'dashed',
          values: runs.map(({ measures }) => measures?.ndcg10 ?? null),
        },
      ]}
      range={{ from: first.at - air, until: now + air }}
      format={formatScore}
      height={88}
      bounds={{ max: 1 }}
      cursor={cursor}
      onCursor={setCursor}
    />
  )
}
