import { MonitorX } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import { Button } from './button.tsx'
import styles from './drawing-trouble.module.css'
import { EmptyState } from './empty-state.tsx'

const t = wordsOf('ui')

/** Why nothing is drawn. `none`: the window gets no WebGL. `lost`: the driver took its memory back. */
export type DrawingTrouble = 'none' | 'lost'

interface NoDrawingProps {
  readonly what: 'graph' | 'map'
  /** What the window does not get. */
  readonly lacks: 'WebGL' | 'WebGL 2'
  readonly onRetry: () => void
}

/** Above the list that stands for the drawing. */
export const NoDrawingNotice = ({ what, lacks, onRetry }: NoDrawingProps) => (
  <div className={styles.notice} role="status">
    <MonitorX size={16} aria-hidden />
    <p>{t.rich('cannotDraw', { lacks, what, strong: (inner) => <strong>{inner}</strong> })}</p>
    <Button size="small" onClick={onRetry}>
      {t('tryAgain')}
    </Button>
  </div>
)

interface LostDrawingProps {
  readonly detail: string
  readonly onRetry: () => void
  readonly onList: () => void
}

/** In place of the drawing. */
export const LostDrawing = ({ detail, onRetry, onList }: LostDrawingProps) => (
  <div className={styles.veil} role="status">
    <EmptyState
      icon={MonitorX}
      title={t('theDrawingWasLost')}
      detail={t('theGraphicsDriverTookIts', { detail })}
      action={
        <>
          <Button variant="primary" onClick={onRetry}>
            {t('drawAgain')}
          </Button>
          <Button onClick={onList}>{t('showAsAList')}</Button>
        </>
      }
    />
  </div>
)
