import type { CameraState, Point } from './camera.ts'
import type { PointView } from './point-view.ts'

export type PointTool = 'move' | 'lasso'

export interface PointKeys {
  readonly shift: boolean
  readonly mod: boolean
}

export interface PointEvents {
  /** The point under the pointer, and where the pointer is; null where there is none. */
  onHover(point: number | null, at: Point): void
  onClick(point: number | null, keys: PointKeys): void
  onMenu(point: number | null): void
  onLasso(points: readonly number[], keys: PointKeys): void
}

/** A press that moves less is a click. */
const STILL = 4
const LASSO_STEP = 4
const WHEEL = { pixels: 0.0018, lines: 0.05 } as const

interface Press {
  readonly at: Point
  readonly camera: CameraState
  readonly moved: boolean
}

/** What a pointer does to points: hover, choose, drag the plane, draw a line around some. */
export class PointGestures {
  readonly #view: PointView
  readonly #events: PointEvents
  readonly #heard: readonly (readonly [string, (event: never) => void])[]
  #tool: PointTool = 'move'
  #press: Press | null = null
  #lasso: readonly Point[] | null = null

  constructor(view: PointView, events: PointEvents) {
    this.#view = view
    this.#events = events
    this.#heard = [
      ['pointerdown', (event: PointerEvent) => this.#down(event)],
      ['pointermove', (event: PointerEvent) => this.#move(event)],
      ['pointerup', (event: PointerEvent) => this.#up(event)],
      ['pointerleave', (event: PointerEvent) => events.onHover(null, this.#placeIn(event))],
      ['dblclick', (event: MouseEvent) => this.#double(event)],
      ['contextmenu', (event: MouseEvent) => events.onMenu(view.pick(this.#placeIn(event)))],
      ['wheel', (event: WheelEvent) => this.#wheel(event)],
    ]
    for (const [name, listener] of this.#heard) {
      view.container.addEventListener(name, listener as EventListener, { passive: false })
    }
    window.addEventListener('keydown', this.#cancel, true)
  }

  /** The line that is being drawn. */
  get lasso(): readonly Point[] | null {
    return this.#lasso
  }

  setTool(tool: PointTool): void {
    this.#tool = tool
    this.#view.container.toggleAttribute('data-lasso', tool === 'lasso')
  }

  kill(): void {
    for (const [name, listener] of this.#heard) {
      this.#view.container.removeEventListener(name, listener as EventListener)
    }
    window.removeEventListener('keydown', this.#cancel, true)
  }

  #placeIn(event: MouseEvent): Point {
    const { left, top } = this.#view.container.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return
    const at = this.#placeIn(event)
    this.#press = { at, camera: this.#view.camera, moved: false }
    this.#lasso = this.#tool === 'lasso' ? [at] : null
  }

  #move(event: PointerEvent): void {
    const at = this.#placeIn(event)
    const press = this.#press
    if (press === null) {
      this.#events.onHover(this.#view.pick(at), at)
      return
    }
    const [dx, dy] = [at.x - press.at.x, at.y - press.at.y]
    if (!press.moved && Math.hypot(dx, dy) < STILL) return
    if (!press.moved) {
      this.#press = { ...press, moved: true }
      this.#view.container.setPointerCapture(event.pointerId)
      this.#events.onHover(null, at)
    }
    if (this.#lasso) this.#draw(this.#lasso, at)
    else {
      const { x, y, scale } = press.camera
      this.#view.show({ x: x - dx / scale, y: y + dy / scale, scale })
    }
  }

  #draw(line: readonly Point[], at: Point): void {
    const last = line.at(-1) as Point
    if (Math.hypot(at.x - last.x, at.y - last.y) < LASSO_STEP) return
    this.#lasso = [...line, at]
    this.#view.refresh()
  }

  #up(event: PointerEvent): void {
    if (this.#press === null) return
    const { moved } = this.#press
    const line = this.#lasso
    this.#press = null
    this.#lasso = null
    const keys = { shift: event.shiftKey, mod: event.ctrlKey || event.metaKey }
    if (!moved) this.#events.onClick(this.#view.pick(this.#placeIn(event)), keys)
    else if (line && line.length > 2) this.#events.onLasso(this.#view.within(line), keys)
    this.#view.refresh()
  }

  #double(event: MouseEvent): void {
    if (this.#tool === 'move') this.#view.zoom(event.shiftKey ? 0.5 : 2, this.#placeIn(event))
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault()
    const step = event.deltaMode === 1 ? WHEEL.lines : WHEEL.pixels
    this.#view.turn(Math.exp(-event.deltaY * step), this.#placeIn(event))
  }

  readonly #cancel = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#lasso === null) return
    event.preventDefault()
    event.stopPropagation()
    this.#lasso = null
    this.#press = null
    this.#view.refresh()
  }
}
