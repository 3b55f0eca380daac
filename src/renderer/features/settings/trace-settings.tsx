import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Radio, RadioTower, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { TracesState, TraceTrial } from '#contract/app'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { SettingRow } from './setting-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'
import styles from './trace-settings.module.css'

type Target = TracesState['targets'][number]

const NAMES = { collector: 'Collector', langfuse: 'Langfuse' } as const satisfies Record<
  Target['kind'],
  string
>

const TargetBadge = ({ problem, sent }: Pick<Target, 'problem' | 'sent'>) => {
  if (problem !== null) {
    return (
      <Badge tone="warning" icon={TriangleAlert}>
        Not taken
      </Badge>
    )
  }
  if (sent === 0) return <Badge icon={RadioTower}>Not tried yet</Badge>
  return (
    <Badge tone="good" icon={RadioTower}>
      Taken
    </Badge>
  )
}

const targetText = ({ problem, sent, waiting, lost }: Target): string => {
  const counts = [
    `${formatPlural(sent, 'span')} sent`,
    ...(waiting > 0 ? [`${formatPlural(waiting, 'waits', 'wait')}`] : []),
    ...(lost > 0 ? [`${lost.toLocaleString('en')} lost`] : []),
  ]
  return `${problem === null ? '' : `${problem} `}${counts.join(', ')}.`
}

const stateText = ({ enabled, targets }: TracesState): string => {
  if (!enabled) return 'Nothing is traced, and nothing leaves this computer.'
  if (targets.length === 0)
    return 'Set the address of a collector, or both keys of Langfuse: so far traces go nowhere.'
  return 'Recalls, changes and their calls of the stores, behind the answer. What was asked and stored stays here unless you switch that on.'
}

/** In the order they matter; the list of all settings has the rest. */
const SHOWN = {
  'telemetry.enabled': 'Send traces',
  'telemetry.endpoint': 'Collector',
  'telemetry.headers': 'Headers for the collector',
  'telemetry.langfuse_host': 'Langfuse',
  'telemetry.langfuse_public': 'Public key of Langfuse',
  'telemetry.langfuse_secret': 'Secret key of Langfuse',
  'telemetry.sample_ratio': 'Share that is sent',
  'telemetry.include_queries': 'Send what was asked',
  'telemetry.include_payloads': 'Send what was stored and found',
} as const

/** Where traces go, whether they are taken there, and what they may say. */
export const TraceSettings = () => {
  const queries = useSomaQueries()
  const status = useQuery({
    ...queries.app.status(),
    refetchInterval: ({ state }) => (state.data?.traces.enabled ? 5000 : false),
  })
  const { data: settings = [] } = useQuery(queries.settings.list())
  const traces = status.data?.traces
  return (
    <SettingsSection title="Traces">
      {status.error && !traces && <ErrorState error={status.error} onRetry={() => void status.refetch()} />}
      {!traces && !status.error && <Skeleton lines={3} height={52} label="Loading how traces fare" />}
      {traces && (
        <>
          <SettingsRow name="State" detail={stateText(traces)}>
            <StateBadge {...traces} />
          </SettingsRow>
          {traces.targets.map((target) => (
            <SettingsRow
              key={target.kind}
              name={`${NAMES[target.kind]} at ${target.name}`}
              detail={targetText(target)}
            >
              <TargetBadge {...target} />
            </SettingsRow>
          ))}
          {Object.entries(SHOWN).map(([key, name]) => {
            const setting = settings.find((one) => one.key === key)
            return setting && <SettingRow key={key} setting={setting} name={name} />
          })}
          <ConnectionTest />
        </>
      )}
    </SettingsSection>
  )
}

const StateBadge = ({ enabled, targets }: TracesState) => {
  if (enabled && targets.length === 0) {
    return (
      <Badge tone="warning" icon={TriangleAlert}>
        Go nowhere
      </Badge>
    )
  }
  return enabled ? (
    <Badge tone="good" icon={Radio}>
      On
    </Badge>
  ) : (
    <Badge icon={Radio}>Off</Badge>
  )
}

type Outcome = readonly TraceTrial[] | 'asking' | Error

/** One span to each place, whether traces are on or not. */
const ConnectionTest = () => {
  const client = useClient()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const test = async (): Promise<void> => {
    setOutcome('asking')
    setOutcome(
      await client.app.testTraces({}).catch((error: unknown) => new Error(describeError(error).sentence)),
    )
  }
  return (
    <SettingsRow
      name="Connection"
      detail={
        <>
          Sends one span to each place that is set, and nothing else.
          <div role="status" className={styles.outcome}>
            {outcome !== null && outcome !== 'asking' && <Outcomes outcome={outcome} />}
          </div>
        </>
      }
    >
      <Button busy={outcome === 'asking'} onClick={() => void test()}>
        Test connection
      </Button>
    </SettingsRow>
  )
}

const Outcomes = ({ outcome }: { readonly outcome: Exclude<Outcome, 'asking'> }) => {
  if (outcome instanceof Error) return <p className={styles.problem}>{outcome.message}</p>
  if (outcome.length === 0) return <p>There is no place to send it to yet.</p>
  return outcome.map(({ kind, name, problem, milliseconds }) =>
    problem === null ? (
      <p key={kind} className={styles.taken}>
        <CircleCheck size={12} aria-hidden />
        {NAMES[kind]} at {name} took it in {Math.max(1, Math.round(milliseconds)).toLocaleString('en')} ms.
      </p>
    ) : (
      <p key={kind} className={styles.problem}>
        {NAMES[kind]}: {problem}
      </p>
    ),
  )
}
