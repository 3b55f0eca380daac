import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { DrawingFrame } from '#ui/drawing-frame'
import { coversOf } from '../../graph-view/covers-of.ts'
import { type GraphPalette, longHex, readPalette } from '../../graph-view/palette.ts'
import type { CameraState } from '../../point-view/camera.ts'
import { PointGestures, type PointTool } from '../../point-view/point-gestures.ts'
import { NoWebGl2, type PointLook } from '../../point-view/point-layer.ts'
import { PointView } from '../../point-view/point-view.ts'
import { useThemeName } from '../../ui/use-theme-name.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import { drawOver, type OverMap } from './draw-over.ts'
import type { MapActions } from './map-actions.ts'
import styles from './map-canvas.module.css'
import type { MapData } from './map-data.ts'
import { MapTooltip } from './map-tooltip.tsx'
import { type PointTarget, usePointMenu } from './use-point-menu.ts'

const t = wordsOf('map')

interface MapCanvasProps {
  readonly data: MapData
  readonly look: PointLook
  readonly over: Omit<OverMap, 'hovered' | 'cursor' | 'lasso'>
  readonly tool: PointTool
  readonly actions: MapActions
  readonly label: string
  readonly camera: CameraState | null
  readonly hostRef: RefObject<HTMLDivElement | null>
  readonly viewRef: RefObject<PointView | null>
  readonly onPalette: (palette: GraphPalette) => void
  readonly onCamera: (camera: CameraState | null) => void
  readonly onTrouble: (trouble: 'none' | 'lost') => void
  /** Words under the title of a point. */
  readonly about: (point: number) => string
}

const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
} as const

const missedColor = (): string =>
  longHex(getComputedStyle(document.documentElement).getPropertyValue('--missed').trim())

interface Hover {
  readonly point: number
  readonly x: number
  readonly y: number
}

/** The drawing, and what pointer and arrows do in it. */
export const MapCanvas = (props: MapCanvasProps) => {
  const { data, look, over, tool, actions, label, hostRef, viewRef } = props
  const [points, overlay] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)]
  const box = useRef<HTMLDivElement>(null)
  const gestures = useRef<PointGestures | null>(null)
  const placed = useRef<MapData | null>(null)
  const [hover, setHover] = useState<Hover | null>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const theme = useThemeName()
  const calm = useWorkspace((w) => w.preferences.motion === 'reduced')
  const [target, setTarget] = useState<PointTarget>('map')
  const menu = usePointMenu(target, actions)
  /** One point is opened, so that the commands of the inspector are its own; of several all are meant. */
  const aim = (point: number | null): void => {
    const isOfMany = point !== null && over.chosen.size > 1 && over.chosen.has(point)
    setTarget(isOfMany ? 'chosen' : point === null ? 'map' : 'point')
    if (isOfMany || point === null) return
    actions.choose([point])
    actions.open(data.coordinateAt(point))
  }
  const latest = useRef({ ...props, hover, cursor, calm, aim })
  latest.current = { ...props, hover, cursor, calm, aim }

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once a theme; what changes is read from the latest
  useEffect(() => {
    if (!points.current || !overlay.current || !box.current) return
    const colors = { ...readPalette(document.documentElement), missed: missedColor() }
    try {
      const view = new PointView({
        container: box.current,
        points: points.current,
        overlay: overlay.current,
        covers: () => coversOf(box.current),
        onLost: () => latest.current.onTrouble('lost'),
        isCalm: () => latest.current.calm || matchMedia('(prefers-reduced-motion: reduce)').matches,
        onDraw: (context, frame) => {
          const now = latest.current
          const [hovered, lasso] = [now.hover?.point ?? null, gestures.current?.lasso ?? null]
          drawOver(context, frame, {
            over: { ...now.over, hovered, cursor: now.cursor, lasso },
            palette: colors,
          })
        },
      })
      gestures.current = new PointGestures(view, {
        onHover: (point, at) => setHover(point === null ? null : { point, ...at }),
        onClick: (point, keys) => click(point, keys.mod || keys.shift, latest.current.actions),
        onMenu: (point) => latest.current.aim(point),
        onLasso: (caught, keys) => {
          const before = keys.shift ? [...latest.current.over.chosen] : []
          latest.current.actions.choose([...new Set([...before, ...caught])])
        },
      })
      gestures.current.setTool(latest.current.tool)
      viewRef.current = view
      placed.current = null
      latest.current.onPalette(colors)
      return () => {
        latest.current.onCamera(view.showsAll ? null : view.camera)
        gestures.current?.kill()
        view.kill()
        viewRef.current = null
      }
    } catch (error) {
      if (!(error instanceof NoWebGl2)) throw error
      latest.current.onTrouble('none')
    }
  }, [theme])

  useEffect(() => gestures.current?.setTool(tool), [tool])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another drawing
  useEffect(() => {
    const view = viewRef.current
    if (!view || placed.current === data) return
    const isSameMap =
      placed.current?.map.method === data.map.method && placed.current.map.madeAt === data.map.madeAt
    view.place(data.points.xy, { stays: isSameMap })
    const { camera } = latest.current
    if (placed.current === null && camera !== null) view.show(camera)
    placed.current = data
    setHover(null)
    setCursor(null)
  }, [data, theme])
  // biome-ignore lint/correctness/useExhaustiveDependencies: likewise
  useEffect(() => viewRef.current?.dress(look), [look, theme, data])
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn from the latest, whenever any of it changes
  useEffect(() => viewRef.current?.refresh(), [over, hover, cursor])

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const way = ARROWS[event.key as keyof typeof ARROWS]
    const view = viewRef.current
    if (event.key === 'Escape' && over.chosen.size > 0) actions.choose([])
    else if (event.key === 'Enter' && cursor !== null) actions.choose([cursor])
    else if (way && view) {
      const next = cursor === null ? (over.open ?? 0) : view.towards(cursor, way)
      if (next === null || next >= data.count) return
      setCursor(next)
      if (!view.isSeen(next)) view.flyTo(next)
    } else return
    event.preventDefault()
  }
  const spoken = cursor === null ? '' : `${data.titleAt(cursor)}. ${props.about(cursor)}`
  return (
    <DrawingFrame
      {...{ label, hostRef, menu }}
      kind={t('mapRole')}
      boxRef={box}
      layers={
        <>
          <canvas ref={points} className={styles.layer} data-points />
          <canvas ref={overlay} className={styles.layer} data-over data-private="always" />
        </>
      }
      onKeyDown={press}
      onMenuKey={() => aim(cursor)}
    >
      {hover && !hiddenBy(hover, data) && (
        <MapTooltip
          x={hover.x}
          y={hover.y}
          title={data.titleAt(hover.point)}
          about={props.about(hover.point)}
        />
      )}
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </DrawingFrame>
  )
}

/** A map that came in meanwhile has other points. */
const hiddenBy = ({ point }: Hover, { count }: MapData): boolean => point >= count

const click = (point: number | null, adds: boolean, actions: MapActions): void => {
  if (point === null) {
    if (!adds) actions.choose([])
  } else if (adds) actions.toggle(point)
  else actions.choose([point])
}
