import { Check, RotateCcw } from 'lucide-react'
import type { Setting } from '#contract/settings'
import type { IndexShape, SearchEffort, TuningPoint } from '#contract/tuning'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { ErrorState } from '#ui/error-state'
import { NumberField } from '#ui/number-field'
import { Panel } from '#ui/panel'
import { SegmentedControl } from '#ui/segmented-control'
import { Slider } from '#ui/slider'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatCount, formatScore } from '../../ui/format-number.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { wordsOf } from '../../words/words.ts'
import { millis } from './better-point.ts'
import { changesTo, fixedBy } from './in-force.ts'
import { progressWords } from './progress-words.ts'
import styles from './try-panel.module.css'
import { useTuningStore } from './tuning-store.ts'
import { type Measured, stampOf, useMeasured } from './use-measured.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

const t = wordsOf('tuning')

interface TryPanelProps {
  readonly question: TuningQuestion
  readonly shape: IndexShape
  readonly settings: readonly Setting[]
  readonly inForce: SearchEffort
  readonly current: Measured
}

/** While a slider moves, only where it rests this long is measured. */
const REST_MS = 120
const PROFILES = [
  {
    value: 'fast',
    get label() {
      return t('fast')
    },
  },
  {
    value: 'balanced',
    get label() {
      return t('balanced')
    },
  },
  {
    value: 'high_recall',
    get label() {
      return t('highRecall')
    },
  },
] as const
/** Candidates of a search, as a multiple of the fewest that an index looks at. */
const MOST_CANDIDATES = 10

/** Settings of the index, moved by hand: what they would give is measured at once, on the copy. */
export const TryPanel = ({ question, shape, settings, inForce, current }: TryPanelProps) => {
  const { tried } = useTuningStore()
  const { depth } = question.asked
  const effort = tried ?? inForce
  const settled = useSettled(effort, REST_MS)
  const measured = useMeasured(question.asked, settled, stampOf(shape))
  const change = (part: Partial<SearchEffort>): void =>
    useTuningStore.setState({ tried: { ...effort, ...part }, chosen: null })
  const found = measured.point
  const lists = shape.lists?.count ?? 1
  const fewest = 2 * depth + 20
  const isTried = changesTo(inForce, effort).length > 0
  return (
    <Panel
      title={t('settings')}
      label={t('settingsToTry')}
      actions={
        isTried && (
          <Button
            size="small"
            variant="plain"
            icon={RotateCcw}
            onClick={() => useTuningStore.setState({ tried: null, chosen: null })}
          >
            {t('backToWhatIsInForce')}
          </Button>
        )
      }
    >
      <SegmentedControl
        label={t('profile')}
        value={effort.profile}
        onChange={(profile) => change({ profile, beamWidth: 'auto', maxCandidates: 'auto' })}
        options={PROFILES}
      />
      <Dial
        label={t('beamWidth')}
        hint={t('listsThatASearch', { lists: formatCount(lists) })}
        value={effort.beamWidth}
        auto={found?.beamWidth ?? shape.effort?.beamWidth ?? 1}
        min={1}
        max={lists}
        onChange={(beamWidth) => change({ beamWidth })}
      />
      <Dial
        label={t('candidates')}
        hint={t('comparedInFull', { fewest: formatCount(fewest), depth: formatCount(depth) })}
        value={effort.maxCandidates}
        auto={found?.maxCandidates ?? shape.effort?.maxCandidates ?? fewest}
        min={fewest}
        max={fewest * MOST_CANDIDATES}
        onChange={(maxCandidates) => change({ maxCandidates })}
      />
      {measured.error ? (
        <ErrorState error={measured.error} title={t('thisNotMeasured')} onRetry={measured.retry} />
      ) : (
        <Figures current={current} measured={measured} isTried={isTried} />
      )}
      {isTried && <Apply inForce={inForce} effort={effort} settings={settings} />}
    </Panel>
  )
}

interface DialProps {
  readonly label: string
  readonly hint: string
  readonly value: number | 'auto'
  /** What `auto` stands for now. */
  readonly auto: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number | 'auto') => void
}

/** Settings lie apart by factors, so the slider moves on a logarithmic scale. */
const Dial = ({ label, hint, value, auto, min, max, onChange }: DialProps) => {
  const number = value === 'auto' ? auto : value
  const span = Math.log(Math.max(2, max / min))
  const clamped = Math.min(max, Math.max(min, number))
  const share = Math.log(clamped / min) / span
  const dial = (next: number): void => {
    const whole = Math.round(min * Math.exp(next * span))
    // Among small numbers a step of the scale is less than one: a key would not move it.
    onChange(whole === clamped ? Math.min(max, Math.max(min, clamped + Math.sign(next - share))) : whole)
  }
  return (
    <div className={styles.dial}>
      <div className={styles.name}>
        <span>
          <b>{label}</b> <span className={styles.hint}>{hint}</span>
        </span>
      </div>
      <Slider
        label={label}
        value={share}
        min={0}
        max={1}
        step={0.005}
        text={formatCount(number)}
        onChange={dial}
      />
      <NumberField
        label={t('labelAsANumber', { label })}
        hideLabel
        value={number}
        min={1}
        max={1_000_000}
        onChange={(next) => next !== null && onChange(Math.round(next))}
      />
      <span className={styles.auto}>
        <Checkbox
          label={t('autoAsTheProfile')}
          checked={value === 'auto'}
          onChange={(isAuto) => onChange(isAuto ? 'auto' : number)}
        />
      </span>
    </div>
  )
}

const ROWS = [
  { name: 'recall@1', of: (point: TuningPoint) => formatScore(point.recall1.value) },
  { name: 'recall@5', of: (point: TuningPoint) => formatScore(point.recall5.value) },
  { name: 'recall@10', of: (point: TuningPoint) => formatScore(point.recall10.value) },
  {
    get name() {
      return t('interval')
    },
    of: ({ recall10: { low, high } }: TuningPoint) => `${formatScore(low)}–${formatScore(high)}`,
  },
  { name: 'p50', of: (point: TuningPoint) => millis(point.p50.value) },
  { name: 'p95', of: (point: TuningPoint) => millis(point.p95.value) },
] as const

interface FiguresProps {
  readonly current: Measured
  readonly measured: Measured
  readonly isTried: boolean
}

const Figures = ({ current, measured, isTried }: FiguresProps) => {
  const told = measured.progress ?? current.progress
  return (
    <div className={styles.figures}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('measure')}</span>
            </th>
            <th scope="col">{t('inForceCell')}</th>
            <th scope="col">{t('tried')}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="mono">{current.point ? of(current.point) : '–'}</td>
              <td className="mono" data-old={measured.isOld || undefined}>
                {isTried && measured.point ? of(measured.point) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.told} role="status">
        {told ? t('whatHappens', { what: progressWords(told) }) : t('measuredOnACopy')}
      </p>
    </div>
  )
}

const Apply = ({
  inForce,
  effort,
  settings,
}: {
  readonly inForce: SearchEffort
  readonly effort: SearchEffort
  readonly settings: readonly Setting[]
}) => {
  const mutations = useSettingMutations()
  const isReadOnly = useReadOnly()
  const fixed = fixedBy(settings)
  const apply = async (): Promise<void> => {
    const outcome = await mutations.set(changesTo(inForce, effort))
    if (outcome.ok) useTuningStore.setState({ tried: null, chosen: null })
  }
  return (
    <div className={styles.apply}>
      <Button icon={Check} disabled={isReadOnly || fixed !== null} onClick={() => void apply()}>
        {t('applyTheseSettings')}
      </Button>
      {fixed !== null && <p className={styles.hint}>{t('fixedBySentence', { fixed })}</p>}
    </div>
  )
}
