import { useState } from 'react'
import { JsonEditor } from '#ui/json-editor'
import { JsonTree } from '#ui/json-tree'
import { SegmentedControl } from '#ui/segmented-control'
import type { JsonProblem } from '../../ui/json-problem.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './new-memory-dialog.module.css'

const t = wordsOf('memories')

interface PayloadInputProps {
  readonly text: string
  readonly problem: JsonProblem | null
  /** What the store said about it. */
  readonly refusal: string | null
  readonly onChange: (text: string) => void
}

/** One text, two ways to write it. The tree needs a text that is JSON; until then there is the editor. */
export const PayloadInput = ({ text, problem, refusal, onChange }: PayloadInputProps) => {
  const [mode, setMode] = useState<'json' | 'tree'>('json')
  const shown = problem ? 'json' : mode
  return (
    <div className={styles.payload}>
      <div className={styles.payloadHead}>
        <span className={styles.label}>{t('payload')}</span>
        <span className={styles.refusal} role="alert">
          {refusal}
        </span>
        <SegmentedControl
          label={t('howToWriteThePayload')}
          value={shown}
          onChange={setMode}
          options={[
            { value: 'json', label: 'JSON' },
            { value: 'tree', label: t('tree'), disabled: problem !== null },
          ]}
        />
      </div>
      <div className={styles.editor}>
        {shown === 'json' ? (
          <JsonEditor label={t('payload')} value={text} onChange={onChange} problem={problem} />
        ) : (
          <JsonTree label={t('payload')} text={text} onChange={onChange} />
        )}
      </div>
    </div>
  )
}
