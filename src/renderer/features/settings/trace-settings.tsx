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
import { formatCount } from '../../ui/format-number.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { SettingRow } from './setting-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'
import styles from './trace-settings.module.css'

const t = wordsOf('settings')

type Target = TracesState['targets'][number]

const NAMES = {
  get collector() {
    return t('collector')
  },
  langfuse: 'Langfuse',
} as const satisfies Record<Target['kind'], string>

const TargetBadge = ({ problem, sent }: Pick<Target, 'problem' | 'sent'>) => {
  if (problem !== null) {
    return (
      <Badge tone="warning" icon={TriangleAlert}>
        {t('notTaken')}
      </Badge>
    )
  }
  if (sent === 0) return <Badge icon={RadioTower}>{t('notTriedYet')}</Badge>
  return (
    <Badge tone="good" icon={RadioTower}>
      {t('taken')}
    </Badge>
  )
}

const targetText = ({ problem, sent, waiting, lost }: Target): string => {
  const counts = [
    t('countSpansSent', { count: sent }),
    ...(waiting > 0 ? [`${t('countWait', { count: waiting })}`] : []),
    ...(lost > 0 ? [t('lostLost', { lost: formatCount(lost) })] : []),
  ]
  return `${problem === null ? '' : `${told(problem)} `}${counts.join(', ')}.`
}

const stateText = ({ enabled, targets }: TracesState): string => {
  if (!enabled) return t('nothingIsTracedAndNothing')
  if (targets.length === 0) return t('setTheAddressOfA')
  return t('recallsChangesAndTheirCalls')
}

/** In the order they matter; the list of all settings has the rest. */
const SHOWN = {
  get 'telemetry.enabled'() {
    return t('sendTraces')
  },
  get 'telemetry.endpoint'() {
    return t('collector')
  },
  get 'telemetry.headers'() {
    return t('headersForTheCollector')
  },
  'telemetry.langfuse_host': 'Langfuse',
  get 'telemetry.langfuse_public'() {
    return t('publicKeyOfLangfuse')
  },
  get 'telemetry.langfuse_secret'() {
    return t('secretKeyOfLangfuse')
  },
  get 'telemetry.sample_ratio'() {
    return t('shareThatIsSent')
  },
  get 'telemetry.include_queries'() {
    return t('sendWhatWasAsked')
  },
  get 'telemetry.include_payloads'() {
    return t('sendWhatWasStoredAnd')
  },
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
    <SettingsSection title={t('traces')}>
      {status.error && !traces && <ErrorState error={status.error} onRetry={() => void status.refetch()} />}
      {!traces && !status.error && <Skeleton lines={3} height={52} label={t('loadingHowTracesFare')} />}
      {traces && (
        <>
          <SettingsRow name={t('state')} detail={stateText(traces)}>
            <StateBadge {...traces} />
          </SettingsRow>
          {traces.targets.map((target) => (
            <SettingsRow
              key={target.kind}
              name={t('kindAtName', { kind: NAMES[target.kind], name: target.name })}
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
        {t('goNowhere')}
      </Badge>
    )
  }
  return enabled ? (
    <Badge tone="good" icon={Radio}>
      {t('on')}
    </Badge>
  ) : (
    <Badge icon={Radio}>{t('off')}</Badge>
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
      name={t('connection')}
      detail={
        <>
          {t('sendsOneSpanToEach')}
          <div role="status" className={styles.outcome}>
            {outcome !== null && outcome !== 'asking' && <Outcomes outcome={outcome} />}
          </div>
        </>
      }
    >
      <Button busy={outcome === 'asking'} onClick={() => void test()}>
        {t('testConnection')}
      </Button>
    </SettingsRow>
  )
}

const Outcomes = ({ outcome }: { readonly outcome: Exclude<Outcome, 'asking'> }) => {
  if (outcome instanceof Error) return <p className={styles.problem}>{describeError(outcome).sentence}</p>
  if (outcome.length === 0) return <p>{t('thereIsNoPlaceTo')}</p>
  return outcome.map(({ kind, name, problem, milliseconds }) =>
    problem === null ? (
      <p key={kind} className={styles.taken}>
        <CircleCheck size={12} aria-hidden />
        {t('kindAtNameTookIt', {
          kind: NAMES[kind],
          name,
          max: formatCount(Math.max(1, Math.round(milliseconds))),
        })}
      </p>
    ) : (
      <p key={kind} className={styles.problem}>
        {NAMES[kind]}: {told(problem)}
      </p>
    ),
  )
}
