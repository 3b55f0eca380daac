import { MonitorX } from 'lucide-react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import styles from './map-screen.module.css'

/** Above the list that stands for the drawing. */
export const NoDrawingNotice = ({ onRetry }: { readonly onRetry: () => void }) => (
  <div className={styles.notice} role="status">
    <MonitorX size={16} aria-hidden />
    <p>
      <strong>This window cannot draw: it gets no WebGL 2.</strong> The map is shown as a list. Switch
      hardware acceleration on in the settings of the browser or the system, or renew the graphics driver;
      then try again.
    </p>
    <Button size="small" onClick={onRetry}>
      Try again
    </Button>
  </div>
)

interface LostDrawingProps {
  readonly onRetry: () => void
  readonly onList: () => void
}

/** In place of the drawing. */
export const LostDrawing = ({ onRetry, onList }: LostDrawingProps) => (
  <div className={styles.veil} role="status">
    <EmptyState
      icon={MonitorX}
      title="The drawing was lost"
      detail="The graphics driver took its memory back, as after sleep or a driver's restart. Nothing of the map is lost."
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
