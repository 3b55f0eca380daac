import { CircleCheck, CircleX } from 'lucide-react'
import type { PartTest } from '#contract/connections'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import { foundText } from './connection-text.ts'
import styles from './part-tests.module.css'

const t = wordsOf('connections')

/** What came of a test, a line for each part. */
export const PartTests = ({ parts }: { readonly parts: readonly PartTest[] }) => (
  <ul className={styles.parts}>
    {parts.map((part) => {
      const isBad = part.problem !== null || part.writable === false
      const Icon = isBad ? CircleX : CircleCheck
      return (
        <li key={part.part} className={styles.part} data-bad={isBad || undefined}>
          <Icon size={14} aria-hidden />
          <div>
            {part.part === 'qdrant' && `${t('qdrant')}: `}
            {part.problem === null ? foundText(part) : told(part.problem)}
            {part.problem === null && part.note && <div className={styles.note}>{told(part.note)}</div>}
          </div>
        </li>
      )
    })}
  </ul>
)
