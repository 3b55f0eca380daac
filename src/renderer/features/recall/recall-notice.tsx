import { useQuery } from '@tanstack/react-query'
import { CircleAlert, LoaderCircle } from 'lucide-react'
import type { RecallResult } from '#contract/recall'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './recall-notice.module.css'

const t = wordsOf('recall')

interface RecallNoticeProps {
  readonly result: RecallResult | undefined
  readonly error: unknown
  readonly onRetry: () => void
}

/** One line between the counts and the results: why this answer may not be the whole one. */
export const RecallNotice = ({ result, error, onRetry }: RecallNoticeProps) => {
  // Without results the error has the whole screen.
  if (error && result) {
    return (
      <div className={styles.notice} role="alert">
        <CircleAlert size={16} aria-hidden />
        <span className={styles.words}>
          {t('thisAnswerIsAnEarlier', { sentence: describeError(error).sentence })}
        </span>
        <Button size="small" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      </div>
    )
  }
  if (result?.note === 'vectors-loading') return <VectorsLoading />
  return result?.note === 'vectors-missing' ? <VectorsMissing /> : null
}

const VectorsMissing = () => {
  const { data } = useQuery(useSomaQueries().app.status())
  const isWaiting = data?.index.state === 'ready' && data.index.waiting !== null
  const what = isWaiting ? t('someMemoriesWaitForTheir') : t('theQuestionHasNoVector')
  const why = data?.embedder.message || (isWaiting && data.index.state === 'ready' && data.index.waiting)
  return (
    <div className={styles.notice} role="status">
      <CircleAlert size={16} aria-hidden />
      {why ? `${what}: ${told(why)}` : `${what}.`}
    </div>
  )
}

const VectorsLoading = () => {
  const { data } = useQuery(useSomaQueries().app.status())
  const index = data?.index
  const share =
    index?.state === 'loading' && index.total > 0 ? Math.floor((100 * index.done) / index.total) : null
  return (
    <div className={styles.notice} role="status">
      <LoaderCircle size={16} aria-hidden />
      {index?.state === 'failed'
        ? t('thereAreNoVectorsSo', { reason: told(index.reason) })
        : t('vectorsAreLoadingTextUntil', { text: share === null ? '' : ` (${share}%)` })}
    </div>
  )
}
