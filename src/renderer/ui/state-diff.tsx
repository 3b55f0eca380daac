import { wordsOf } from '../words/words.ts'
import { type Facts, factChanges } from './fact-changes.ts'
import { formatJson } from './format-json.ts'
import styles from './state-diff.module.css'
import { TextDiff } from './text-diff.tsx'

const t = wordsOf('ui')

export interface ShownState extends Facts {
  readonly version: number
  /** JSON text. */
  readonly payload: string
}

interface StateDiffProps {
  /** Null: there was none. */
  readonly before: ShownState | null
  readonly after: ShownState
}

/** Two states of a memory: what differs beside the payload, and the payload line by line. */
export const StateDiff = ({ before, after }: StateDiffProps) => {
  const facts = before ? factChanges(before, after) : []
  return (
    <>
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(({ name, before: was, after: is }) => (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>
                <del>{was}</del> <ins>{is}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {before?.payload === after.payload ? (
        <p className={styles.same}>{facts.length > 0 ? t('thePayloadIsTheSame') : t('bothAreTheSame')}</p>
      ) : (
        <TextDiff
          before={before ? formatJson(before.payload) : ''}
          after={formatJson(after.payload)}
          beforeLabel={before ? `v${before.version}` : ''}
          afterLabel={`v${after.version}`}
          mode="inline"
        />
      )}
    </>
  )
}
