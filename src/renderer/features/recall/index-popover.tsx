import { Network } from 'lucide-react'
import type { RecallResult } from '#contract/recall'
import { Button } from '#ui/button'
import { NumberField } from '#ui/number-field'
import { Popover } from '#ui/popover'
import { Switch } from '#ui/switch'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './index-popover.module.css'
import { AUTO_EFFORT, isEffortSet, type RecallSettings } from './recall-settings.ts'

const t = wordsOf('recall')

interface IndexPopoverProps {
  readonly value: RecallSettings
  /** How the last answer went through the index, where that was asked. */
  readonly trace: RecallResult['trace'] | undefined
  readonly onChange: (part: Partial<RecallSettings>) => void
}

const MOST = 1_000_000

const title = (value: RecallSettings): string => {
  if (value.exact) return t('exact')
  return isEffortSet(value) ? t('indexChanged') : t('index')
}

const auto = (taken: number | undefined): string =>
  taken === undefined ? 'auto' : t('autoTaken', { taken: formatCount(taken) })

/** How hard the vectors are searched: by the index, by it with other numbers, or all of them. */
export const IndexPopover = ({ value, trace, onChange }: IndexPopoverProps) => {
  const { exact, effort } = value
  const taken = trace?.vector?.effort
  return (
    <Popover
      label={t('index')}
      align="end"
      trigger={
        <Button variant={exact || isEffortSet(value) ? 'quiet' : 'plain'} size="small" icon={Network}>
          {title(value)}
        </Button>
      }
    >
      <div className={styles.index}>
        <Switch
          label={t('compareWithEveryVector')}
          checked={exact}
          onChange={(next) => onChange({ exact: next })}
        />
        <div className={styles.numbers}>
          <NumberField
            label={t('beamWidth')}
            optional
            disabled={exact}
            min={1}
            max={MOST}
            value={effort.beamWidth}
            placeholder={auto(effort.beamWidth === null ? taken?.beamWidth : undefined)}
            onChange={(beamWidth) => onChange({ effort: { ...effort, beamWidth: whole(beamWidth) } })}
          />
          <NumberField
            label={t('mostCandidates')}
            optional
            disabled={exact}
            min={1}
            max={MOST}
            value={effort.maxCandidates}
            placeholder={auto(effort.maxCandidates === null ? taken?.maxCandidates : undefined)}
            onChange={(maxCandidates) =>
              onChange({ effort: { ...effort, maxCandidates: whole(maxCandidates) } })
            }
          />
        </div>
        <p className={styles.note}>{exact ? t('findsTheNearestForCertain') : t('moreListsOpenedAndMore')}</p>
        <div className={styles.foot}>
          <Button
            size="small"
            disabled={!exact && !isEffortSet(value)}
            onClick={() => onChange({ exact: false, effort: AUTO_EFFORT })}
          >
            {t('backToAuto')}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))
