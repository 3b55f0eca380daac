import { Play, Square } from 'lucide-react'
import { useState } from 'react'
import type { Recording, ReplayedQuery, ReplaySetting, ReplaySummary } from '#contract/activity'
import type { Fusion } from '#contract/recall'
import { Button } from '#ui/button'
import { ErrorState } from '#ui/error-state'
import { NumberField } from '#ui/number-field'
import { ProgressBar } from '#ui/progress-bar'
import { Select } from '#ui/select'
import { Slider } from '#ui/slider'
import { Switch } from '#ui/switch'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatFixed, formatPercent } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './recordings.module.css'
import { useReplay } from './use-replay.ts'

const t = wordsOf('activity')

interface Draft {
  readonly fusion: Fusion
  readonly vector: number
  readonly exact: boolean
  readonly beamWidth: number | null
  readonly maxCandidates: number | null
}

const START: Draft = { fusion: 'adaptive', vector: 0.1, exact: false, beamWidth: null, maxCandidates: null }

const settingOf = ({ fusion, vector, exact, beamWidth, maxCandidates }: Draft): ReplaySetting => ({
  fusion,
  weights: { vector, keyword: Math.round((1 - vector) * 100) / 100 },
  ...(exact && { exact }),
  ...(!exact &&
    (beamWidth !== null || maxCandidates !== null) && {
      effort: { ...(beamWidth !== null && { beamWidth }), ...(maxCandidates !== null && { maxCandidates }) },
    }),
})

interface ReplayViewProps {
  readonly namespace: string
  readonly recording: Recording
}

/** What other settings would have answered. */
export const ReplayView = ({ namespace, recording }: ReplayViewProps) => {
  const [draft, setDraft] = useState(START)
  const { replayed, run, stop } = useReplay({ namespace, name: recording.name })
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }))
  const { state, done, total, queries, summary, error } = replayed
  return (
    <>
      <div className={styles.setting}>
        <Select<Fusion>
          label={t('fusion')}
          value={draft.fusion}
          onChange={(fusion) => change({ fusion })}
          options={[
            { value: 'adaptive', label: t('adaptive') },
            { value: 'fixed', label: t('fixedWeights') },
            { value: 'reciprocal-rank', label: t('reciprocalRank') },
          ]}
        />
        <div className={styles.slider}>
          <span className={styles.caption} aria-hidden>
            {t('vectorKeywords', {
              vector: formatFixed(draft.vector, 2),
              keywords: formatFixed(1 - draft.vector, 2),
            })}
          </span>
          <Slider
            label={t('vectorAgainstKeywords')}
            value={draft.vector}
            min={0}
            max={1}
            step={0.05}
            onChange={(vector) => change({ vector })}
          />
        </div>
        <NumberField
          label={t('beamWidth')}
          optional
          placeholder={t('inForcePlaceholder')}
          min={1}
          max={1_000_000}
          disabled={draft.exact}
          value={draft.beamWidth}
          onChange={(beamWidth) => change({ beamWidth })}
        />
        <NumberField
          label={t('candidates')}
          optional
          placeholder={t('inForcePlaceholder')}
          min={1}
          max={1_000_000}
          disabled={draft.exact}
          value={draft.maxCandidates}
          onChange={(maxCandidates) => change({ maxCandidates })}
        />
        <div className={styles.act}>
          <Switch label={t('exact')} checked={draft.exact} onChange={(exact) => change({ exact })} />
          {state === 'running' ? (
            <Button icon={Square} onClick={stop}>
              {t('stop')}
            </Button>
          ) : (
            <Button icon={Play} variant="primary" onClick={() => void run(settingOf(draft))}>
              {t('replay')}
            </Button>
          )}
        </div>
      </div>
      <div className={styles.outcome} role="status">
        {state === 'running' && (
          <ProgressBar
            label={t('replay')}
            done={done}
            total={total}
            text={t('doneOfQueries', { done, total })}
          />
        )}
        {summary && <Summary summary={summary} />}
        {state === 'idle' && (
          <p className={styles.hint}>{t('nothingReplayedYet', { recalls: recording.recalls })}</p>
        )}
      </div>
      {error !== null && error !== undefined && (
        <ErrorState error={error} title={t('theRecordingNotReplayed')} />
      )}
      {queries.length > 0 && <Queries queries={queries} />}
    </>
  )
}

const Summary = ({ summary }: { readonly summary: ReplaySummary }) => {
  const { queries, skipped, overlap, same, inForce, other } = summary
  if (overlap === null || inForce === null || other === null) {
    return <p>{skipped > 0 ? t('nobodyRecalledBut', { skipped }) : t('nobodyRecalled')}</p>
  }
  return (
    <p>
      {t.rich('replaySummary', {
        percent: Math.round(overlap * 100),
        same,
        queries,
        inForce: formatDuration(inForce.p95),
        other: formatDuration(other.p95),
        b: (inner) => <b className={styles.figure}>{inner}</b>,
      })}
      {skipped > 0 && t('countLeftOut', { skipped })}
    </p>
  )
}

const Queries = ({ queries }: { readonly queries: readonly ReplayedQuery[] }) => {
  const [open, setOpen] = useState<number | null>(null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys
    <section className={styles.queries} tabIndex={0} aria-label={t('queriesAskedAgain')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('query')}</th>
            <th scope="col">{t('sameHits')}</th>
            <th scope="col">{t('moved')}</th>
            <th scope="col">{t('inForce')}</th>
            <th scope="col">{t('withThese')}</th>
          </tr>
        </thead>
        <tbody>
          {queries.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same query may stand there twice, and rows never move
            <Row key={i} query={one} isOpen={open === i} onToggle={() => setOpen(open === i ? null : i)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  readonly query: ReplayedQuery
  readonly isOpen: boolean
  readonly onToggle: () => void
}

const Row = ({ query: one, isOpen, onToggle }: RowProps) => (
  <>
    <tr>
      <th scope="row">
        <button type="button" className={styles.query} aria-expanded={isOpen} onClick={onToggle}>
          <span data-private>{one.query || t('anEmptyQuery')}</span>
        </button>
      </th>
      <td>{formatPercent(one.overlap)}</td>
      <td>{one.moved}</td>
      <td>{formatDuration(one.inForce.took)}</td>
      <td>{formatDuration(one.other.took)}</td>
    </tr>
    {isOpen && (
      <tr>
        <td colSpan={5} className={styles.sides}>
          <Side title={t('inForce')} answer={one.inForce} against={one.other} />
          <Side title={t('withThese')} answer={one.other} against={one.inForce} />
        </td>
      </tr>
    )}
  </>
)

interface SideProps {
  readonly title: string
  readonly answer: ReplayedQuery['inForce']
  readonly against: ReplayedQuery['inForce']
}

/** A ranking, each hit with where the other one has it. */
const Side = ({ title, answer, against }: SideProps) => {
  const places = new Map(against.coordinates.map((coordinate, place) => [coordinate.join(','), place]))
  return (
    <div className={styles.side}>
      <h3 className={styles.quiet}>{title}</h3>
      <ol>
        {answer.coordinates.map((coordinate, place) => {
          const key = coordinate.join(',')
          const there = places.get(key)
          const note =
            there === undefined ? t('onlyHere') : there === place ? '' : t('placeThere', { place: there + 1 })
          return (
            <li key={key} data-only={there === undefined || undefined}>
              <span className={styles.hit}>{answer.titles[place] || `(${key})`}</span>
              <span className={styles.quiet}>{note}</span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
