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
import { formatPlural } from '../../ui/format-number.ts'
import styles from './recordings.module.css'
import { useReplay } from './use-replay.ts'

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
          label="Fusion"
          value={draft.fusion}
          onChange={(fusion) => change({ fusion })}
          options={[
            { value: 'adaptive', label: 'Adaptive' },
            { value: 'fixed', label: 'Fixed weights' },
            { value: 'reciprocal-rank', label: 'Reciprocal rank' },
          ]}
        />
        <div className={styles.slider}>
          <span className={styles.caption} aria-hidden>
            Vector {draft.vector.toFixed(2)}, keywords {(1 - draft.vector).toFixed(2)}
          </span>
          <Slider
            label="Vector against keywords"
            value={draft.vector}
            min={0}
            max={1}
            step={0.05}
            onChange={(vector) => change({ vector })}
          />
        </div>
        <NumberField
          label="Beam width"
          optional
          placeholder="in force"
          min={1}
          max={1_000_000}
          disabled={draft.exact}
          value={draft.beamWidth}
          onChange={(beamWidth) => change({ beamWidth })}
        />
        <NumberField
          label="Candidates"
          optional
          placeholder="in force"
          min={1}
          max={1_000_000}
          disabled={draft.exact}
          value={draft.maxCandidates}
          onChange={(maxCandidates) => change({ maxCandidates })}
        />
        <Switch label="Exact" checked={draft.exact} onChange={(exact) => change({ exact })} />
        {state === 'running' ? (
          <Button icon={Square} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button icon={Play} variant="primary" onClick={() => void run(settingOf(draft))}>
            Replay
          </Button>
        )}
      </div>
      <div className={styles.outcome} role="status">
        {state === 'running' && (
          <ProgressBar
            label="Replay"
            done={done}
            total={total}
            text={`${done} of ${formatPlural(total, 'query', 'queries')}`}
          />
        )}
        {summary && <Summary summary={summary} />}
      </div>
      {error !== null && error !== undefined && (
        <ErrorState error={error} title="The recording could not be replayed" />
      )}
      {queries.length > 0 && <Queries queries={queries} />}
    </>
  )
}

const Summary = ({ summary }: { readonly summary: ReplaySummary }) => {
  const { queries, skipped, overlap, same, inForce, other } = summary
  if (overlap === null || inForce === null || other === null) {
    return (
      <p>
        Nobody recalled anything in this recording
        {skipped > 0 && `, but for ${formatPlural(skipped, 'query', 'queries')} that cannot be asked again`}.
      </p>
    )
  }
  return (
    <p>
      <b className={styles.figure}>{Math.round(overlap * 100)} %</b> of the hits are the same · {same} of{' '}
      {formatPlural(queries, 'query', 'queries')} answered alike · p95 {formatDuration(inForce.p95)} in force,{' '}
      {formatDuration(other.p95)} with these
      {skipped > 0 && ` · ${skipped} left out, as their words are not kept`}
    </p>
  )
}

const Queries = ({ queries }: { readonly queries: readonly ReplayedQuery[] }) => {
  const [open, setOpen] = useState<number | null>(null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys
    <section className={styles.queries} tabIndex={0} aria-label="Queries that were asked again">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Query</th>
            <th scope="col">Same hits</th>
            <th scope="col">Moved</th>
            <th scope="col">In force</th>
            <th scope="col">With these</th>
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
          {one.query || 'an empty query'}
        </button>
      </th>
      <td>{Math.round(one.overlap * 100)} %</td>
      <td>{one.moved}</td>
      <td>{formatDuration(one.inForce.took)}</td>
      <td>{formatDuration(one.other.took)}</td>
    </tr>
    {isOpen && (
      <tr>
        <td colSpan={5} className={styles.sides}>
          <Side title="In force" answer={one.inForce} against={one.other} />
          <Side title="With these" answer={one.other} against={one.inForce} />
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
          const note = there === undefined ? 'only here' : there === place ? '' : `${there + 1} there`
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
