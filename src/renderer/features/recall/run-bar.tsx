import { Play } from 'lucide-react'
import { Button } from '#ui/button'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { NO_QUESTION, recallInput } from './recall-settings.ts'
import type { RecallDraft } from './recall-store.ts'
import styles from './run-bar.module.css'
import type { GoldenRun } from './use-golden-run.ts'

const t = wordsOf('recall')

interface RunBarProps {
  readonly set: string
  readonly draft: RecallDraft
  readonly run: GoldenRun
}

/** The settings of the screen, without what belongs to its question. */
const settingsOfRun = (draft: RecallDraft) => {
  const { namespace: _n, query: _q, k: _k, ...settings } = recallInput('', NO_QUESTION, draft)
  return settings
}

/** Runs the set with the weights, fusion, effort and depth of the screen. */
export const RunBar = ({ set, draft, run }: RunBarProps) => {
  const { progress, start, cancel } = run
  if (!progress) {
    return (
      <div className={styles.bar}>
        <Button
          variant="primary"
          size="small"
          icon={Play}
          onClick={() => start({ set, k: Math.max(1, draft.k), settings: settingsOfRun(draft) })}
        >
          {t('run')}
        </Button>
        <span className={styles.note}>{t('withTheSettingsOfThis', { k: formatCount(draft.k) })}</span>
      </div>
    )
  }
  const { done, total } = progress
  return (
    <div className={styles.bar}>
      <progress
        className={styles.progress}
        aria-label={t('runningSet', { set })}
        max={Math.max(1, total)}
        value={done}
      />
      <span className={styles.note}>
        {t('doneOfTotal', { done: formatCount(done), total: formatCount(total) })}
      </span>
      <Button size="small" onClick={cancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
