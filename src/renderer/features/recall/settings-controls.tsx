import { memo } from 'react'
import type { RecallResult } from '#contract/recall'
import { Select } from '#ui/select'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { EmbedderChoice } from './embedder-choice.tsx'
import { IndexPopover } from './index-popover.tsx'
import type { RecallSettings } from './recall-settings.ts'
import styles from './settings-controls.module.css'
import { WeightsPopover } from './weights-popover.tsx'

const t = wordsOf('recall')

interface SettingsControlsProps {
  readonly value: RecallSettings
  readonly standing: RecallResult | undefined
  readonly answer: RecallResult | undefined
  readonly onChange: (part: Partial<RecallSettings>) => void
}

const DEPTHS = [1, 3, 5, 10, 20, 50, 100, 200, 1000, 10_000]

/** The usual depths, and the present one where it is none of them. */
const depthOptions = (k: number) =>
  [...new Set([...DEPTHS, k])]
    .sort((a, b) => a - b)
    .map((depth) => ({ value: String(depth), label: t('topDepth', { depth: formatCount(depth) }) }))

/** How the question is answered: weights, index, embedder where there are two, depth. */
export const SettingsControls = memo(({ value, standing, answer, onChange }: SettingsControlsProps) => (
  <div className={styles.settings}>
    <WeightsPopover value={value} standing={standing} answer={answer} onChange={onChange} />
    <IndexPopover value={value} trace={answer?.trace} onChange={onChange} />
    <EmbedderChoice value={value.embedder} onChange={onChange} />
    <div className={styles.depth}>
      <Select
        label={t('howManyResults')}
        hideLabel
        value={String(value.k)}
        onChange={(k) => onChange({ k: Number(k) })}
        options={depthOptions(value.k)}
      />
    </div>
  </div>
))
SettingsControls.displayName = 'SettingsControls'
