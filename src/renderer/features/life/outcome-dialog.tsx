import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { NumberField } from '#ui/number-field'
import { Select } from '#ui/select'
import { Skeleton } from '#ui/skeleton'
import { TextArea } from '#ui/text-area'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useLifeMutations } from '../../api/use-life-mutations.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { jsonOf, textOf } from './json-words.ts'
import styles from './life.module.css'

const t = wordsOf('life')

interface OutcomeDialogProps {
  readonly namespace: string
  readonly at: Coordinate
}

const POLICIES = [
  {
    value: 'exact',
    get label() {
      return t('exactlyAsExpected')
    },
  },
  {
    value: 'threshold',
    get label() {
      return t('nearEnough')
    },
  },
] as const

/** What came of a memory. Where it is not what was expected the memory is corrected. */
export const OutcomeDialog = ({ namespace, at }: OutcomeDialogProps) => {
  const queries = useSomaQueries()
  const memory = useQuery(queries.memory.detail(namespace, at))
  const settings = useQuery(queries.life.settings())
  const error = memory.error ?? settings.error
  return (
    <Dialog open onClose={closeOverlay} title={t('reportOutcome')} description={t('itIsKeptWithThe')}>
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([memory.refetch(), settings.refetch()])} />
      ) : memory.data === undefined || settings.data === undefined ? (
        <Skeleton lines={3} />
      ) : (
        <OutcomeForm
          namespace={namespace}
          at={at}
          expected={expectedIn(memory.data.payload)}
          settings={settings.data}
        />
      )}
    </Dialog>
  )
}

interface OutcomeFormProps extends OutcomeDialogProps {
  readonly expected: string
  readonly settings: {
    readonly policy: 'exact' | 'threshold'
    readonly threshold: number
    /** Who can be asked; null where nobody can. */
    readonly predictions: string | null
  }
}

const OutcomeForm = ({ namespace, at, expected, settings }: OutcomeFormProps) => {
  const { reportOutcome, predict } = useLifeMutations()
  const [outcome, setOutcome] = useState('')
  const [predicted, setPredicted] = useState(expected)
  const [policy, setPolicy] = useState(settings.policy)
  const [threshold, setThreshold] = useState(settings.threshold)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const ask = async (): Promise<void> => {
    setAsking(true)
    const done = await predict({ namespace, coordinate: [...at] }, { errors: 'inline' })
    setAsking(false)
    if (done.ok) setPredicted(textOf(JSON.parse(done.receipt.predicted)))
    else setRefused(describeError(done.error).sentence)
  }
  const submit = async (): Promise<void> => {
    if (outcome.trim() === '' || busy) return
    setBusy(true)
    const guess = predicted.trim() === '' ? {} : { predicted: jsonOf(predicted) }
    const report = { namespace, coordinate: [...at], outcome: jsonOf(outcome), ...guess, policy, threshold }
    const done = await reportOutcome(report, { errors: 'inline' })
    setBusy(false)
    if (!done.ok) return setRefused(describeError(done.error).sentence)
    closeOverlay()
    if (done.receipt.corrective) workspace.getState().openMemory(done.receipt.corrective)
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea
        label={t('whatCameOfIt')}
        hint={t('aTextANumberOr')}
        error={refused ?? undefined}
        value={outcome}
        autoFocus
        onChange={(next) => {
          setOutcome(next)
          setRefused(null)
        }}
      />
      <TextArea
        label={t('whatWasExpected')}
        hint={expected === '' ? t('leftEmptyTheOutcomeIs') : t('asTheMemoryHasIt')}
        rows={2}
        value={predicted}
        onChange={setPredicted}
      />
      {settings.predictions !== null && (
        <div>
          <Button size="small" busy={asking} onClick={() => void ask()}>
            {t('askPredictions', { predictions: settings.predictions })}
          </Button>
        </div>
      )}
      <div className={styles.pair}>
        <Select label={t('itCountsAsRight')} value={policy} onChange={setPolicy} options={POLICIES} />
        {policy === 'threshold' && (
          <NumberField
            label={t('atMostSoFarOff')}
            hint={t('numbersByTheirDifferenceTexts')}
            value={threshold}
            min={0}
            step={0.1}
            onChange={(next) => setThreshold(next ?? 0)}
          />
        )}
      </div>
      <div className={styles.buttons}>
        <Button onClick={closeOverlay}>{t('cancel')}</Button>
        <Button variant="primary" submit busy={busy} disabled={outcome.trim() === ''}>
          {t('report')}
        </Button>
      </div>
    </form>
  )
}

const expectedIn = (payload: string): string => {
  const fields = new Map(Object.entries(JSON.parse(payload) as object))
  return fields.has('predicted_outcome') ? textOf(fields.get('predicted_outcome')) : ''
}
