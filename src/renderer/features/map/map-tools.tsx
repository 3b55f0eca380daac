import { Lasso, Maximize, Minus, MousePointer2, Plus } from 'lucide-react'
import { IconButton } from '#ui/icon-button'
import type { PointTool } from '../../point-view/point-gestures.ts'
import type { PointView } from '../../point-view/point-view.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './map-screen.module.css'

const t = wordsOf('map')

interface MapToolsProps {
  readonly tool: PointTool
  readonly view: () => PointView | null
  readonly onTool: (tool: PointTool) => void
}

const CLOSER = 1.6

/** What the pointer does, and where the camera is. */
export const MapTools = ({ tool, view, onTool }: MapToolsProps) => (
  <div
    className={styles.tools}
    role="toolbar"
    aria-label={t('drawing')}
    aria-orientation="vertical"
    data-covers
  >
    <IconButton
      icon={MousePointer2}
      label={t('moveAndChoose')}
      side="right"
      pressed={tool === 'move'}
      onClick={() => onTool('move')}
    />
    <IconButton
      icon={Lasso}
      label={t('chooseWithALasso')}
      shortcut="L"
      side="right"
      pressed={tool === 'lasso'}
      onClick={() => onTool(tool === 'lasso' ? 'move' : 'lasso')}
    />
    <IconButton
      icon={Plus}
      label={t('zoomIn')}
      shortcut="+"
      side="right"
      onClick={() => view()?.zoom(CLOSER)}
    />
    <IconButton
      icon={Minus}
      label={t('zoomOut')}
      shortcut="-"
      side="right"
      onClick={() => view()?.zoom(1 / CLOSER)}
    />
    <IconButton icon={Maximize} label={t('fit')} shortcut="F" side="right" onClick={() => view()?.fit()} />
  </div>
)
