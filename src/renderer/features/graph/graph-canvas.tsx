import { Plus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { unreachable } from '#contract/unreachable'
import { DrawingFrame } from '#ui/drawing-frame'
import { coversOf } from '../../graph-view/covers-of.ts'
import { createGraphView, NoWebGl } from '../../graph-view/create-graph-view.ts'
import { type GraphPalette, readPalette } from '../../graph-view/palette.ts'
import type { ViewTarget } from '../../graph-view/view-context.ts'
import { useThemeName } from '../../ui/use-theme-name.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import type { GraphActions } from './graph-actions.ts'
import styles from './graph-canvas.module.css'
import type { GraphSession } from './graph-session.ts'
import type { TouchedLink } from './touched-link.ts'
import { useTargetMenu } from './use-target-menu.ts'

const t = wordsOf('graph')

interface GraphCanvasProps {
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly readOnly: boolean
  readonly label: string
  readonly hostRef: RefObject<HTMLDivElement | null>
  readonly onDrawn: (palette: GraphPalette) => void
  readonly onLink: (link: TouchedLink) => void
  /** None: this window cannot draw at all. Lost: it could, until the driver took its memory back. */
  readonly onTrouble: (trouble: 'none' | 'lost') => void
}

const ARROWS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const

/** The drawing, its handle for links, its minimap. What is drawn lives in the session. */
export const GraphCanvas = (props: GraphCanvasProps) => {
  const { session, actions, readOnly, label, hostRef } = props
  const box = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const map = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [target, setTarget] = useState<ViewTarget>({ kind: 'stage' })
  const menu = useTargetMenu({ target, session, actions, readOnly, onLink: props.onLink })
  const theme = useThemeName()
  const calm = useWorkspace((w) => w.preferences.motion === 'reduced')
  const latest = useRef({ ...props, calm })
  latest.current = { ...props, calm }
  /** Raised by a drawing that was lost and can be drawn again. */
  const [drawn, setDrawn] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another drawing, and so is one after a loss
  useEffect(() => {
    if (!box.current || !handle.current || !map.current || !frame.current) return
    const palette = readPalette(document.documentElement)
    try {
      const view = createGraphView({
        container: box.current,
        graph: session.graph,
        palette,
        state: session.view,
        handle: handle.current,
        minimap: { map: map.current, frame: frame.current },
        canLink: () => !latest.current.readOnly,
        covers: () => coversOf(box.current),
        onLost: (isBack) => (isBack ? setDrawn((count) => count + 1) : latest.current.onTrouble('lost')),
        isCalm: () => latest.current.calm || matchMedia('(prefers-reduced-motion: reduce)').matches,
        events: {
          onClick: (clicked, keys) => click(clicked, { ...keys, ...latest.current }),
          onDoubleClick: (id) => latest.current.actions.expand(id),
          onMenu: setTarget,
          onLasso: (ids, { shift }) => {
            const before = shift ? [...session.view.getState().selection] : []
            latest.current.actions.select([...new Set([...before, ...ids])])
          },
          onLinkDrawn: ({ from, to, at }) => latest.current.onLink({ from, to, at, key: null }),
          onMerge: (ids) => latest.current.actions.merge(ids),
          onHeld: (ids) => session.hold(ids, true),
        },
      })
      const detach = session.attach(view, palette)
      latest.current.onDrawn(palette)
      return () => {
        detach()
        view.kill()
      }
    } catch (error) {
      if (!(error instanceof NoWebGl)) throw error
      latest.current.onTrouble('none')
    }
  }, [session, theme, drawn])

  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && actions.hasChosen()) {
      event.preventDefault()
      actions.chooseNothing()
      return
    }
    const way = ARROWS[event.key as keyof typeof ARROWS]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    actions.move(way)
  }
  return (
    <DrawingFrame
      {...{ label, hostRef, menu }}
      kind={t('graphRole')}
      boxRef={box}
      onKeyDown={press}
      onMenuKey={() => setTarget(reached(session))}
    >
      <button
        ref={handle}
        type="button"
        tabIndex={-1}
        className={styles.handle}
        style={{ display: 'none' }}
        aria-label={t('dragToLink')}
        title={t('dragToAnotherMemoryTo')}
      >
        <Plus size={12} aria-hidden />
      </button>
      <div className={styles.minimap} aria-hidden data-covers>
        <canvas ref={map} className={styles.map} data-minimap />
        <div ref={frame} className={styles.frame} />
      </div>
    </DrawingFrame>
  )
}

const reached = ({ view }: GraphSession): ViewTarget => {
  const { cursor } = view.getState()
  return cursor === null ? { kind: 'stage' } : { kind: 'node', id: cursor }
}

type Clicked = GraphCanvasProps & { readonly shift: boolean; readonly mod: boolean }

const click = (target: ViewTarget, { session, actions, onLink, shift, mod }: Clicked): void => {
  const { view, graph } = session
  switch (target.kind) {
    case 'node':
      if (shift) actions.pickEnd(target.id)
      else if (mod) actions.toggle(target.id)
      else {
        view.setState({ cursor: null })
        actions.select([target.id])
      }
      break
    case 'link': {
      const [from, to] = [graph.source(target.key), graph.target(target.key)]
      const [a, b] = [session.drawing()?.place(from), session.drawing()?.place(to)]
      if (graph.getEdgeAttribute(target.key, 'facts').kind !== 'link' || !a || !b) break
      onLink({ from, to, key: target.key, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } })
      break
    }
    case 'near':
      onLink({ from: target.a, to: target.b, key: null, at: target.at })
      break
    case 'stage':
      view.setState({ cursor: null })
      if (view.getState().selection.size > 0) actions.select([])
      break
    default:
      unreachable(target)
  }
}
