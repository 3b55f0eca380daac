import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import type { KeptRun } from '#contract/golden'
import { Button } from '#ui/button'
import { TimeChart } from '#ui/chart/time-chart'
import { TimeLabel } from '#ui/time-label'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { formatPlural } from '../../ui/format-number.ts'
import { useNow } from '../../ui/use-now.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import styles from './golden-block.module.css'
import view from './watch-view.module.css'

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
    <section className={view.block} aria-label="Golden sets">
      <h2 className={view.title}>
        Golden sets
        <span className={view.aside}>what people expect, found by the whole of recall</span>
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
    setProgress('Running…')
    try {
      for await (const item of client.golden.run({
        namespace,
        set: name,
        k: lastRun?.k ?? 10,
        settings: {},
      })) {
        if (item.type === 'progress') setProgress(`${item.done} of ${item.total}`)
      }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      toast({ title: 'The run did not end', detail, tone: 'error' })
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
          {name} <span className={styles.quiet}>{formatPlural(entries, 'query', 'queries')}</span>
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
          Run
        </Button>
        <Button size="small" variant="plain" onClick={open}>
          Open
        </Button>
      </div>
      {lastRun !== null && <Runs namespace={namespace} set={name} />}
    </li>
  )
}

const LastRun = ({ run }: { readonly run: KeptRun | null }) => {
  if (run === null) return 'not run yet'
  if (run.measures === null) return 'expects nothing that is there'
  return (
    <>
      recall@{run.k} {run.measures.recallK.toFixed(3)}, nDCG@10 {run.measures.ndcg10.toFixed(3)},{' '}
      <TimeLabel seconds={run.at} />
    </>
  )
}

/** One run is no course of things. */
const FEWEST = 2
const share = (value: number): string => value.toFixed(3)

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
      title={`Runs of ${set}`}
      times={runs.map(({ at }) => at)}
      series={[
        {
          id: 'recall',
          label: 'recall',
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
      format={share}
      height={88}
      bounds={{ max: 1 }}
      cursor={cursor}
      onCursor={setCursor}
    />
  )
}
