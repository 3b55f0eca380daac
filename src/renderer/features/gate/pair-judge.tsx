import { useQuery } from '@tanstack/react-query'
import type { PairVerdict } from '#contract/duplicates'
import type { LikePair } from '#contract/gate'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGateMutations } from '../../api/use-gate-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import styles from './calibrator.module.css'
import { nextPair } from './next-pair.ts'
import { likeWords } from './scale.ts'

interface PairJudgeProps {
  readonly namespace: string
  readonly pairs: readonly LikePair[]
  readonly threshold: number
}

/** One pair after the other, those first of which the judgement tells most. */
export const PairJudge = ({ namespace, pairs, threshold }: PairJudgeProps) => {
  const { data } = useQuery(useSomaQueries().gate.labels(namespace))
  const { label } = useGateMutations()
  const readOnly = useReadOnly()
  if (data === undefined) return null
  const pair = nextPair(pairs, data.labels, threshold)
  const judge = (verdict: PairVerdict): void => {
    if (pair) void label({ namespace, members: [[...pair.earlier], [...pair.later]], verdict })
  }
  return (
    <section className={styles.part} aria-label="Judge pairs">
      <h2 className={styles.title}>
        Do these say the same?
        <span className={styles.aside}>
          {pair ? likeWords(pair.similarity) : ''} · {formatCount(data.total)} judged
        </span>
      </h2>
      {pair ? (
        <>
          <Said namespace={namespace} coordinate={pair.earlier} />
          <Said namespace={namespace} coordinate={pair.later} />
          <div className={styles.actions}>
            <Button disabled={readOnly} onClick={() => judge('same')}>
              The same
            </Button>
            <Button disabled={readOnly} onClick={() => judge('different')}>
              Different
            </Button>
            <Button variant="plain" disabled={readOnly} onClick={() => judge('skip')}>
              Skip
            </Button>
          </div>
        </>
      ) : (
        <p className={styles.note}>
          {pairs.length === 0
            ? 'No two memories are near enough to ask about.'
            : 'All pairs were judged. Measure again for others.'}
        </p>
      )}
    </section>
  )
}

const Said = ({
  namespace,
  coordinate,
}: {
  readonly namespace: string
  readonly coordinate: readonly number[]
}) => {
  const { data: memory, error } = useQuery(useSomaQueries().memory.detail(namespace, coordinate))
  return (
    <p className={styles.text} data-private>
      <span className={styles.clamped}>
        {memory ? memory.text : error ? 'It is not there any more.' : '…'}
      </span>
    </p>
  )
}
