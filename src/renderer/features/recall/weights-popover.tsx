import { SlidersHorizontal } from 'lucide-react'
import type { Fusion, RecallResult, Weights } from '#contract/recall'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { SegmentedControl } from '#ui/segmented-control'
import { Slider } from '#ui/slider'
import { classNames } from '../../ui/class-names.ts'
import { formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { RecallSettings } from './recall-settings.ts'
import { adaptedSentence, FUSIONS, formatWeight, NO_WEIGHTS, SIGNALS, weightsWith } from './signals.ts'
import styles from './weights-popover.module.css'

const t = wordsOf('recall')

interface WeightsPopoverProps {
  readonly value: RecallSettings
  /** Weights and fusion of the settings, which hold where none are set here. */
  readonly standing: Pick<RecallResult, 'weights' | 'fusion'> | undefined
  /** As the last answer used them. */
  readonly answer: Pick<RecallResult, 'weights' | 'fusion' | 'adapted'> | undefined
  readonly onChange: (part: Partial<RecallSettings>) => void
}

const note = (
  set: Weights,
  fusion: Fusion,
  answer: Pick<RecallResult, 'weights' | 'adapted'> | undefined,
): string => {
  if (SIGNALS.every(({ name }) => set[name] === 0)) return t('withEveryWeightAtNothing')
  const adapted = answer && adaptedSentence(answer.adapted, answer.weights)
  const says = FUSIONS.find(({ value }) => value === fusion)?.says ?? ''
  return (fusion === 'adaptive' && adapted) || says
}

export const WeightsPopover = ({ value, standing, answer, onChange }: WeightsPopoverProps) => {
  const set = weightsWith(standing?.weights ?? NO_WEIGHTS, value.weights)
  const fusion = value.fusion ?? standing?.fusion ?? 'adaptive'
  const used = answer?.weights ?? set
  const isChanged = value.weights !== null || value.fusion !== null
  return (
    <Popover
      label={t('weights')}
      align="end"
      trigger={
        <Button variant={isChanged ? 'quiet' : 'plain'} size="small" icon={SlidersHorizontal}>
          {isChanged ? t('weightsChanged') : t('weights')}
        </Button>
      }
    >
      <div className={styles.weights}>
        <SegmentedControl
          label={t('howSignalsBecomeOneScore')}
          value={fusion}
          onChange={(next) => onChange({ fusion: next === standing?.fusion ? null : next })}
          options={FUSIONS}
        />
        <div className={styles.row}>
          <span />
          <span />
          <span className={styles.head}>{t('set')}</span>
          <span className={styles.head}>{t('used')}</span>
        </div>
        {SIGNALS.map(({ name, label, color, says }) => (
          <div key={name} className={styles.row} title={says}>
            <span className={styles.label}>
              <span className={styles.swatch} style={{ background: color }} aria-hidden />
              {label}
            </span>
            <Slider
              label={t('weightOfLabel', { label })}
              value={set[name]}
              color={color}
              // Only what was moved is named: a seed or a context weighs by itself until its own weight is set.
              onChange={(weight) => onChange({ weights: { ...value.weights, [name]: weight } })}
            />
            <span className={classNames('mono', styles.number)}>{formatFixed(set[name], 2)}</span>
            <span className={classNames('mono', styles.number, styles.used)}>{formatWeight(used[name])}</span>
          </div>
        ))}
        <div className={styles.bar} aria-hidden>
          {SIGNALS.map(({ name, color }) => (
            <span key={name} style={{ width: `${used[name] * 100}%`, background: color }} />
          ))}
        </div>
        <p className={styles.note}>{note(set, fusion, answer)}</p>
        <div className={styles.foot}>
          <Button
            size="small"
            disabled={!isChanged}
            onClick={() => onChange({ weights: null, fusion: null })}
          >
            {t('backToSettings')}
          </Button>
        </div>
      </div>
    </Popover>
  )
}
