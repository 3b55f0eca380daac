import { Lasso, Maximize, Minus, MousePointer2, Pause, Play, Plus } from 'lucide-react'
import { useStore } from 'zustand'
import { IconButton } from '#ui/icon-button'
import styles from './graph-screen.module.css'
import type { GraphSession } from './graph-session.ts'

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
    <div className={styles.tools} data-covers role="toolbar" aria-label="Drawing" aria-orientation="vertical">
      <IconButton
        icon={MousePointer2}
        label="Move and choose"
        side="right"
        pressed={tool === 'move'}
        onClick={() => session.view.setState({ tool: 'move' })}
      />
      <IconButton
        icon={Lasso}
        label="Choose with a lasso"
        shortcut="L"
        side="right"
        pressed={tool === 'lasso'}
        onClick={() => session.view.setState({ tool: tool === 'lasso' ? 'move' : 'lasso' })}
      />
      <IconButton
        icon={running ? Pause : Play}
        label={running ? 'Pause the layout' : 'Lay out'}
        shortcut="Y"
        side="right"
        onClick={onLayout}
      />
      <IconButton
        icon={Plus}
        label="Zoom in"
        shortcut="+"
        side="right"
        onClick={() => camera()?.zoom('in')}
      />
      <IconButton
        icon={Minus}
        label="Zoom out"
        shortcut="-"
        side="right"
        onClick={() => camera()?.zoom('out')}
      />
      <IconButton icon={Maximize} label="Fit" shortcut="F" side="right" onClick={() => camera()?.fit()} />
    </div>
  )
}
