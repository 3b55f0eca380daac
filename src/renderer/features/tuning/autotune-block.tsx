import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, Lock, MoveRight, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { AutotuneState } from '#contract/quality'
import { Button } from '#ui/button'
import { NumberField } from '#ui/number-field'
import { SegmentedControl } from '#ui/segmented-control'
import { TimeLabel } from '#ui/time-label'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './autotune-block.module.css'
import view from './watch-view.module.css'

const t = wordsOf('tuning')

const MODES = [
  {
    value: 'off',
    get label() {
      return t('off')
    },
  },
  {
    value: 'recall',
    get label() {
      return t('holdRecall')
    },
  },
  {
    value: 'latency',
    get label() {
      return t('holdTime')
    },
  },
] as const

/** What is held by moving beam and cap, whether it is, and what was moved (QUAL-4). */
export const AutotuneBlock = ({ namespace }: { readonly namespace: string }) => {
  const { data: state } = useQuery(useSomaQueries().quality.autotune(namespace))
  const settings = useSettingMutations()
  const isReadOnly = useReadOnly()
  if (!state) return null
  const { mode, fixedBy } = state
  const isStuck = isReadOnly || fixedBy !== null
  return (
    <section className={view.block} aria-label={t('autotune')}>
      <h2 className={view.title}>
        {t('autotune')}
        <span className={view.aside}>{t('movesBeamAndCandidates')}</span>
      </h2>
      <div className={styles.dial}>
        <SegmentedControl
          label={t('whatAutotuneHolds')}
          value={mode}
          onChange={(next) => void settings.set([{ key: 'quality.autotune.mode', value: next }])}
          options={MODES.map((one) => ({ ...one, disabled: isStuck && one.value !== 'off' }))}
        />
        {mode === 'recall' && (
          <Goal
            key={state.recall}
            {...{ label: t('recallAt10ToHold'), value: state.recall, min: 0.5, max: 1, step: 0.005 }}
            onSet={(value) => void settings.set([{ key: 'quality.autotune.recall', value }])}
          />
        )}
        {mode === 'latency' && (
          <Goal
            key={state.p95}
            {...{
              label: t('p95ToHold'),
              value: state.p95,
              min: 0.05,
              max: 1000,
              step: 0.5,
              unit: 'ms',
            }}
            onSet={(value) => void settings.set([{ key: 'quality.autotune.p95_ms', value }])}
          />
        )}
      </div>
      {(mode !== 'off' || fixedBy !== null) && <Verdict state={state} />}
      {state.moves.length > 0 && <Moves moves={state.moves} />}
    </section>
  )
}

interface GoalProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit?: string
  readonly onSet: (value: number) => void
}

/** A value on its way to what is wanted is not yet meant. */
const Goal = ({ value, onSet, ...field }: GoalProps) => {
  const [draft, setDraft] = useState(value)
  return (
    <>
      <span className={styles.number}>
        <NumberField
          {...field}
          hideLabel
          value={draft}
          onChange={(next) => next !== null && setDraft(next)}
        />
      </span>
      {draft !== value && (
        <Button size="small" onClick={() => onSet(draft)}>
          {t('holdThis')}
        </Button>
      )}
    </>
  )
}

const ICONS = {
  holds: CircleCheck,
  moves: MoveRight,
  bound: TriangleAlert,
  waiting: CircleDashed,
  fixed: Lock,
} as const

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const Verdict = ({ state: { verdict, fixedBy } }: { readonly state: AutotuneState }) => {
  if (verdict === null) {
    return (
      <p className={styles.verdict} role="status">
        {fixedBy === null
          ? t('itLooksAfterTheNext')
          : t('beamAndCandidatesAreFixedBy', { fixedBy: told(fixedBy) })}
      </p>
    )
  }
  const Icon = ICONS[verdict.is]
  return (
    <p className={styles.verdict} role="status" data-is={verdict.is}>
      <Icon size={14} aria-hidden />
      <span>
        {capitalized(told(verdict.text))}.{' '}
        <span className={styles.quiet}>
          <TimeLabel seconds={verdict.at} />
        </span>
      </span>
    </p>
  )
}

const Moves = ({ moves }: Pick<AutotuneState, 'moves'>) => {
  const { undo } = useMemoryMutations()
  const isReadOnly = useReadOnly()
  return (
    <ul className={styles.moves} aria-label={t('moves')}>
      {moves.map(({ seq, at, summary, isUndone }) => (
        <li key={seq} data-undone={isUndone || undefined}>
          <span className={styles.quiet}>
            <TimeLabel seconds={at} />
          </span>
          <span className={styles.words} title={told(summary)}>
            {told(summary)
              .replaceAll('vector.fractal.beam_width', t('beam'))
              .replaceAll('vector.fractal.max_candidates', t('candidatesMoved'))}
          </span>
          {isUndone ? (
            <span className={styles.quiet}>{t('undone')}</span>
          ) : (
            <Button size="small" variant="plain" disabled={isReadOnly} onClick={() => void undo(seq)}>
              {t('undo')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
