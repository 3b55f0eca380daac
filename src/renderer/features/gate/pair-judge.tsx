import { useQuery } from '@tanstack/react-query'
import type { PairVerdict } from '#contract/duplicates'
import type { LikePair } from '#contract/gate'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGateMutations } from '../../api/use-gate-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './calibrator.module.css'
import { nextPair } from './next-pair.ts'
import { alikeWords } from './scale.ts'

const t = wordsOf('gate')

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
    <section className={styles.part} aria-label={t('judgePairs')}>
      <h2 className={styles.title}>
        {t.rich('doTheseSayTheSame', {
          span: (
            <span className={styles.aside}>
              {t('textTotalJudged', {
                text: pair ? alikeWords(pair.similarity) : '',
                total: formatCount(data.total),
              })}
            </span>
          ),
        })}
      </h2>
      {pair ? (
        <>
          <Said namespace={namespace} coordinate={pair.earlier} />
          <Said namespace={namespace} coordinate={pair.later} />
          <div className={styles.actions}>
            <Button disabled={readOnly} onClick={() => judge('same')}>
              {t('theSame')}
            </Button>
            <Button disabled={readOnly} onClick={() => judge('different')}>
              {t('different')}
            </Button>
            <Button variant="plain" disabled={readOnly} onClick={() => judge('skip')}>
              {t('skip')}
            </Button>
          </div>
        </>
      ) : (
        <p className={styles.note}>
          {pairs.length === 0 ? t('noTwoMemoriesAreNear') : t('allPairsWereJudgedMeasure')}
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
      <span className={styles.clamped}>{memory ? memory.text : error ? t('itIsNotThereAny') : '…'}</span>
    </p>
  )
}
