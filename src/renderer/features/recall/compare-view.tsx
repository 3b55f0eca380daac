import { type ReactNode, useState } from 'react'
import type { RecallResult } from '#contract/recall'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { wordsOf } from '../../words/words.ts'
import { CompareLists } from './compare-lists.tsx'
import { CompareSummary } from './compare-summary.tsx'
import styles from './compare-view.module.css'
import type { RecallSettings } from './recall-settings.ts'
import type { RecallDraft } from './recall-store.ts'
import { SettingsControls } from './settings-controls.tsx'
import { useComparison } from './use-comparison.ts'

const t = wordsOf('recall')

interface CompareViewProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly other: RecallSettings
  readonly standing: RecallResult | undefined
  readonly onChange: (part: Partial<RecallDraft>) => void
}

const settingsIn = ({ k, weights, fusion, exact, effort, embedder }: RecallSettings): RecallSettings => ({
  k,
  weights,
  fusion,
  exact,
  effort,
  embedder,
})

/** One question, two settings: the lists side by side, and lines between the places of each memory. */
export const CompareView = ({ namespace, draft, other, standing, onChange }: CompareViewProps) => {
  const { comparison, error, stale, retry } = useComparison(namespace, draft, other)
  const [lit, setLit] = useState<string | null>(null)
  const changeOther = (part: Partial<RecallSettings>) => onChange({ other: { ...other, ...part } })
  return (
    <div className={styles.compare}>
      <CompareSummary
        comparison={comparison}
        onSwap={() => onChange({ ...other, other: settingsIn(draft) })}
        onUse={() => onChange({ ...other, other: null })}
        onClose={() => onChange({ other: null })}
      />
      <div className={styles.sides}>
        <Side name="A">
          <SettingsControls value={draft} standing={standing} answer={comparison?.left} onChange={onChange} />
        </Side>
        <span />
        <Side name="B">
          <SettingsControls
            value={other}
            standing={standing}
            answer={comparison?.right}
            onChange={changeOther}
          />
        </Side>
      </div>
      {comparison && !error && (
        <CompareLists comparison={comparison} stale={stale} lit={lit} onLit={setLit} />
      )}
      {error && <ErrorState error={error} title={t('theTwoCouldNotBe')} onRetry={retry} />}
      {!comparison && !error && (
        <div className={styles.waiting}>
          <Skeleton lines={9} height={52} label={t('comparing')} />
        </div>
      )}
    </div>
  )
}

const Side = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <fieldset className={styles.side} aria-label={t('sideName', { name })}>
    <span className={styles.name}>{name}</span>
    {children}
  </fieldset>
)
