import { MonitorX } from 'lucide-react'
import { Button } from './button.tsx'
import styles from './drawing-trouble.module.css'
import { EmptyState } from './empty-state.tsx'

/** Why nothing is drawn. `none`: the window gets no WebGL. `lost`: the driver took its memory back. */
export type DrawingTrouble = 'none' | 'lost'

interface NoDrawingProps {
  /** Such as "graph". */
  readonly what: string
  /** What the window does not get. */
  readonly lacks: 'WebGL' | 'WebGL 2'
  readonly onRetry: () => void
}

/** Above the list that stands for the drawing. */
export const NoDrawingNotice = ({ what, lacks, onRetry }: NoDrawingProps) => (
  <div className={styles.notice} role="status">
    <MonitorX size={16} aria-hidden />
    <p>
      <strong>This window cannot draw: it gets no {lacks}.</strong> The {what} is shown as a list. Switch
      hardware acceleration on in the settings of the browser or the system, or renew the graphics driver;
      then try again.
    </p>
    <Button size="small" onClick={onRetry}>
      Try again
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
      title="The drawing was lost"
      detail={`The graphics driver took its memory back, as after sleep or a driver's restart. ${detail}`}
      action={
        <>
          <Button variant="primary" onClick={onRetry}>
            Draw again
          </Button>
          <Button onClick={onList}>Show as a list</Button>
        </>
      }
    />
  </div>
)
