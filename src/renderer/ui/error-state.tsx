import { CircleAlert, Copy, RotateCw } from 'lucide-react'
import { useContext } from 'react'
import { wordsOf } from '../words/words.ts'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'
import { ErrorWords } from './error-words.ts'
import styles from './state.module.css'

const t = wordsOf('ui')

interface ErrorStateProps {
  readonly error: unknown
  /** What did not work: `The memories could not be read`. */
  readonly title?: string
  readonly onRetry?: () => void
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const report = (title: string, error: unknown): string =>
  [
    title,
    textOf(error),
    error instanceof Error && 'code' in error ? `code: ${String(error.code)}` : '',
    error instanceof Error && 'data' in error ? `data: ${JSON.stringify(error.data)}` : '',
  ]
    .filter(Boolean)
    .join('\n')

export const ErrorState = ({ error, title = t('thisDidNotWork'), onRetry }: ErrorStateProps) => {
  const sentence = useContext(ErrorWords)
  return (
    <div className={styles.state} role="alert">
      <span className={styles.errorIcon}>
        <CircleAlert size={20} aria-hidden />
      </span>
      <p className={styles.title}>{title}</p>
      <p className={styles.detail}>{sentence(error)}</p>
      <div className={styles.actions}>
        {onRetry && (
          <Button icon={RotateCw} onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        )}
        <Button variant="plain" icon={Copy} onClick={() => void copyText(report(title, error))}>
          {t('copyDetails')}
        </Button>
      </div>
    </div>
  )
}
