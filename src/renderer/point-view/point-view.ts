import { type Box, freeRoom } from '../graph-view/free-room.ts'
import { isInside } from '../graph-view/link-geometry.ts'
import {
  boundsOf,
  type CameraState,
  fitted,
  fittedInto,
  isWithin,
  type Point,
  type Size,
  toPlane,
  toScreen,
  zoomedAt,
} from './camera.ts'
import { Picker } from './picker.ts'
import { PointLayer, type PointLook } from './point-layer.ts'

export interface Frame {
  readonly size: Size
  /** How much closer than everything one is. */
  readonly closeness: number
  /** Pixels of one unit of the plane. */
  readonly scale: number
  /** Diameter of a usual point in pixels. */
  readonly diameter: number
  place(i: number): Point
  onScreen(at: Point): Point
}

export interface PointViewOptions {
  readonly container: HTMLElement
  readonly points: HTMLCanvasElement
  readonly overlay: HTMLCanvasElement
  /** Draws what stands over the points: texts, lines, rings. */
  readonly onDraw: (context: CanvasRenderingContext2D, frame: Frame) => void
  /** The driver took its memory back. */
  readonly onLost: () => void
  readonly isCalm: () => boolean
  /** What lies upon the drawing, in its pixels: points are shown beside it, as far as there is room. */
  readonly covers: () => readonly Box[]
}

/** Pixels around the pointer in which a point is meant. */
const REACH = 10
const MARGIN = 56
const FLIGHT_MS = 180
const FRAMES_KEPT = 240
/** Points that are held against what lies upon the drawing: of many, some say enough. */
const LOOKED_AT = 1500
/** One flies to a point as close as this, at least, and over some of them not closer than that. */
const CLOSE = 6
const CLOSEST = 12

/**
 * Points on a plane with a camera. Points are one draw call of WebGL; what stands over them is drawn on a canvas of its own
 * in the same frame. It knows no screen; what pointers do to it is told by point-gestures.
 */
export class PointView {
  readonly container: HTMLElement
  readonly #options: PointViewOptions
  readonly #layer: PointLayer
  readonly #context: CanvasRenderingContext2D | null
  readonly #watcher: ResizeObserver
  #xy: Float32Array = new Float32Array(0)
  #look: PointLook | null = null
  #picker = new Picker(this.#xy)
  #size: Size = { width: 1, height: 1 }
  #camera: CameraState = { x: 0, y: 0, scale: 1 }
  #whole = this.#camera
  #density = 1
  #frame = 0
  #flight = 0
  #isGone = false
  readonly #spent: number[] = []

  /** @throws NoWebGl2 */
  constructor(options: PointViewOptions) {
    this.#options = options
    this.container = options.container
    this.#layer = new PointLayer(options.points)
    this.#context = options.overlay.getContext('2d')
    this.#watcher = new ResizeObserver(() => this.#measure())
    this.#watcher.observe(options.container)
    options.points.addEventListener('webglcontextlost', this.#lost)
    this.#measure()
  }

  get camera(): CameraState {
    return this.#camera
  }

  /** Nobody came closer: where there is more room all is shown larger. */
  get showsAll(): boolean {
    return this.#camera === this.#whole
  }

  get frame(): Frame {
    return {
      size: this.#size,
      closeness: this.#camera.scale / this.#whole.scale,
      scale: this.#camera.scale,
      diameter: this.#diameter(),
      place: (i) => this.placeOf(i),
      onScreen: (at) => toScreen(this.#camera, this.#size, at),
    }
  }

  /** Milliseconds that the last frames took in this thread. */
  get spent(): readonly number[] {
    return this.#spent
  }

  /** Other points. The camera shows all of them, unless it is to stay. */
  place(xy: Float32Array, { stays = false }: { readonly stays?: boolean } = {}): void {
    this.#xy = xy
    this.#picker = new Picker(xy)
    this.#layer.place(xy)
    this.#whole = this.#all()
    if (!stays) this.#camera = this.#whole
    this.refresh()
  }

  dress(look: PointLook): void {
    this.#look = look
    this.#layer.look(look)
    // With the colours their legend came, or became another.
    this.#fitAgain()
    this.refresh()
  }

  refresh(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw())
  }

  /** The camera as it is said, at once. */
  show(camera: CameraState): void {
    cancelAnimationFrame(this.#flight)
    this.#camera = camera
    this.refresh()
  }

  fit(): void {
    this.#whole = this.#all()
    this.#flyTo(this.#whole)
  }

  zoom(by: number, at: Point = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    this.#flyTo(zoomedAt(this.#camera, this.#size, { at, by, whole: this.#whole.scale }))
  }

  /** As {@link zoom}, at once: a wheel says itself how fast. */
  turn(by: number, at: Point): void {
    this.show(zoomedAt(this.#camera, this.#size, { at, by, whole: this.#whole.scale }))
  }

  flyTo(i: number): void {
    this.#flyTo({ ...this.placeOf(i), scale: Math.max(this.#camera.scale, this.#whole.scale * CLOSE) })
  }

  /** All of some points. */
  flyOver(some: readonly number[]): void {
    if (some.length === 0) return
    const xy = Float32Array.from(
      some.flatMap((i) => [this.#xy[i * 2] as number, this.#xy[i * 2 + 1] as number]),
    )
    const target = fitted(boundsOf(xy), this.#size, MARGIN)
    this.#flyTo({ ...target, scale: Math.min(target.scale, this.#whole.scale * CLOSEST) })
  }

  /** The point that is meant at a place of the screen. */
  pick(at: Point): number | null {
    const reach = Math.max(REACH, this.#diameter() / 2 + 2)
    return this.#picker.nearest(this.#onPlane(at), reach / this.#camera.scale, this.#isShown)
  }

  /** Those within a line on the screen. */
  within(line: readonly Point[]): readonly number[] {
    const polygon = line.map((at) => this.#onPlane(at))
    const corner = (of: (...values: number[]) => number): Point => ({
      x: of(...polygon.map(({ x }) => x)),
      y: of(...polygon.map(({ y }) => y)),
    })
    return this.#picker
      .inBox(corner(Math.min), corner(Math.max))
      .filter((i) => this.#isShown(i) && isInside(this.placeOf(i), polygon))
  }

  /** Where an arrow key leads from a point. */
  towards(from: number, way: Point): number | null {
    return this.#picker.towards(from, way, this.#isShown)
  }

  isSeen(i: number): boolean {
    const { x, y } = toScreen(this.#camera, this.#size, this.placeOf(i))
    return x > 0 && y > 0 && x < this.#size.width && y < this.#size.height
  }

  placeOf(i: number): Point {
    return { x: this.#xy[i * 2] as number, y: this.#xy[i * 2 + 1] as number }
  }

  kill(): void {
    this.#isGone = true
    cancelAnimationFrame(this.#frame)
    cancelAnimationFrame(this.#flight)
    this.#watcher.disconnect()
    this.#options.points.removeEventListener('webglcontextlost', this.#lost)
    this.#layer.drop()
  }

  readonly #isShown = (i: number): boolean => this.#look === null || this.#look.colors[i * 4 + 3] !== 0

  readonly #lost = (event: Event): void => {
    event.preventDefault()
    this.#options.onLost()
  }

  #onPlane(at: Point): Point {
    return toPlane(this.#camera, this.#size, at)
  }

  /** Fewer are larger, and all grow a little as one comes closer. */
  #diameter(): number {
    const base = Math.min(9, Math.max(2.2, 46 / Math.max(1, this.#xy.length / 2) ** 0.27))
    return Math.min(16, base * Math.max(0.8, this.#camera.scale / this.#whole.scale) ** 0.32)
  }

  #draw(): void {
    this.#frame = 0
    if (this.#isGone) return
    const begun = performance.now()
    this.#layer.draw(this.#camera, this.#size, this.#diameter(), this.#density)
    const context = this.#context
    if (context) {
      context.setTransform(this.#density, 0, 0, this.#density, 0, 0)
      context.clearRect(0, 0, this.#size.width, this.#size.height)
      this.#options.onDraw(context, this.frame)
    }
    this.#spent.push(performance.now() - begun)
    if (this.#spent.length > FRAMES_KEPT) this.#spent.shift()
  }

  #flyTo(target: CameraState): void {
    cancelAnimationFrame(this.#flight)
    if (this.#options.isCalm()) {
      this.show(target)
      return
    }
    const [from, began] = [this.#camera, performance.now()]
    const step = (): void => {
      const t = Math.min(1, (performance.now() - began) / FLIGHT_MS)
      const share = 1 - (1 - t) ** 3
      const mix = (a: number, b: number): number => a + (b - a) * share
      const scale = from.scale * (target.scale / from.scale) ** share
      this.#camera = t < 1 ? { x: mix(from.x, target.x), y: mix(from.y, target.y), scale } : target
      this.refresh()
      if (t < 1) this.#flight = requestAnimationFrame(step)
    }
    step()
  }

  #fitAgain(): void {
    const isFitted = this.#camera === this.#whole
    this.#whole = this.#all()
    if (isFitted) this.#camera = this.#whole
  }

  /** Everything, in what is left free by what lies upon it. */
  #all(): CameraState {
    const bounds = boundsOf(this.#xy)
    const { width, height } = this.#size
    const area = { left: MARGIN, top: MARGIN, right: width - MARGIN, bottom: height - MARGIN }
    const step = Math.ceil(this.#xy.length / 2 / LOOKED_AT) * 2
    const points: Point[] = []
    for (let i = 0; i < this.#xy.length; i += step) {
      const [x, y] = [this.#xy[i] as number, this.#xy[i + 1] as number]
      if (isWithin(bounds, { x, y })) points.push({ x, y: -y })
    }
    return fittedInto(bounds, this.#size, freeRoom({ points, area, covers: this.#options.covers() }))
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.container
    if (width === 0 || height === 0) return
    this.#density = window.devicePixelRatio || 1
    this.#size = { width, height }
    for (const canvas of [this.#options.points, this.#options.overlay]) {
      canvas.width = Math.round(width * this.#density)
      canvas.height = Math.round(height * this.#density)
    }
    this.#fitAgain()
    // At once: a canvas whose size was set is empty until something is drawn.
    cancelAnimationFrame(this.#frame)
    this.#draw()
  }
}
