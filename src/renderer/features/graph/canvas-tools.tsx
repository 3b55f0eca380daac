import { Lasso, Maximize, Minus, MousePointer2, Pause, Play, Plus } from 'lucide-react'
import { useStore } from 'zustand'
import { IconButton } from '#ui/icon-button'
import { wordsOf } from '../../words/words.ts'
import styles from './graph-screen.module.css'
import type { GraphSession } from './graph-session.ts'

const t = wordsOf('graph')

interface CanvasToolsProps {
  readonly session: GraphSession
  readonly onLayout: () => void
}

/** What the pointer does, and where the camera is. */
export const CanvasTools = ({ session, onLayout }: CanvasToolsProps) => {
  const tool = useStore(session.view, (state) => state.tool)
  const running = useStore(session.state, (state) => state.layout === 'running')
  const camera = () => session.drawing()?.camera
  return (
    <div
      className={styles.tools}
      data-covers
      role="toolbar"
      aria-label={t('drawing')}
      aria-orientation="vertical"
    >
      <IconButton
        icon={MousePointer2}
        label={t('moveAndChoose')}
        side="right"
        pressed={tool === 'move'}
        onClick={() => session.view.setState({ tool: 'move' })}
      />
      <IconButton
        icon={Lasso}
        label={t('chooseWithALasso')}
        shortcut="L"
        side="right"
        pressed={tool === 'lasso'}
        onClick={() => session.view.setState({ tool: tool === 'lasso' ? 'move' : 'lasso' })}
      />
      <IconButton
        icon={running ? Pause : Play}
        label={running ? t('pauseTheLayout') : t('layOut')}
        shortcut="Y"
        side="right"
        onClick={onLayout}
      />
      <IconButton
        icon={Plus}
        label={t('zoomIn')}
        shortcut="+"
        side="right"
        onClick={() => camera()?.zoom('in')}
      />
      <IconButton
        icon={Minus}
        label={t('zoomOut')}
        shortcut="-"
        side="right"
        onClick={() => camera()?.zoom('out')}
      />
      <IconButton
        icon={Maximize}
        label={t('fit')}
        shortcut="F"
        side="right"
        onClick={() => camera()?.fit()}
      />
    </div>
  )
}
