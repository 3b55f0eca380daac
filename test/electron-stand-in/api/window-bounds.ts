import type { Rectangle } from 'electron'
import { StandInEmitter } from './not-provided.ts'
import { DISPLAY } from './screen.ts'

type State = 'normal' | 'maximized' | 'fullscreen'
type Size = readonly [width: number, height: number]

export interface BoundsOptions {
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly minWidth?: number | undefined
  readonly minHeight?: number | undefined
  readonly maxWidth?: number | undefined
  readonly maxHeight?: number | undefined
}

/** Where a window is and how large. There is no frame: the content is as large as the window. */
export abstract class WindowBounds extends StandInEmitter {
  #bounds: Rectangle
  #normal: Rectangle
  #minimum: Size
  #maximum: Size
  #state: State = 'normal'
  #isMinimized = false

  constructor(options: BoundsOptions) {
    super()
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#maximum = [options.maxWidth ?? 0, options.maxHeight ?? 0]
    const { width = 800, height = 600 } = options
    const { width: screenWidth, height: screenHeight } = DISPLAY.workArea
    const { x = Math.max(0, (screenWidth - width) >> 1), y = Math.max(0, (screenHeight - height) >> 1) } =
      options
    this.#bounds = this.#clamped({ x, y, width, height })
    this.#normal = this.#bounds
  }

  /** The page is to take the new size. */
  protected abstract sizeChanged(): void

  #clamped({ x, y, width, height }: Rectangle): Rectangle {
    const clamp = (size: number, axis: 0 | 1) =>
      Math.max(this.#minimum[axis], Math.min(size, this.#maximum[axis] || Number.POSITIVE_INFINITY))
    return { x, y, width: clamp(width, 0), height: clamp(height, 1) }
  }

  #place(wanted: Rectangle): void {
    const before = this.#bounds
    this.#bounds = this.#clamped(wanted)
    const { x, y, width, height } = this.#bounds
    if (x !== before.x || y !== before.y) this.emit('move')
    if (width === before.width && height === before.height) return
    this.sizeChanged()
    this.emit('resize')
    this.emit('resized')
  }

  #enter(state: State): void {
    if (this.#state === 'normal') this.#normal = this.#bounds
    this.#state = state
    this.#place({ normal: this.#normal, maximized: DISPLAY.workArea, fullscreen: DISPLAY.bounds }[state])
  }

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getContentBounds(): Rectangle {
    return this.getBounds()
  }

  getNormalBounds(): Rectangle {
    return this.#state === 'normal' ? this.getBounds() : { ...this.#normal }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#place({ ...this.#bounds, ...bounds })
  }

  setContentBounds(bounds: Rectangle): void {
    this.setBounds(bounds)
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height]
  }

  getContentSize(): number[] {
    return this.getSize()
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  center(): void {
    const { width, height } = DISPLAY.workArea
    this.setPosition((width - this.#bounds.width) >> 1, (height - this.#bounds.height) >> 1)
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
  }

  getMinimumSize(): number[] {
    return [...this.#minimum]
  }

  setMaximumSize(width: number, height: number): void {
    this.#maximum = [width, height]
  }

  getMaximumSize(): number[] {
    return [...this.#maximum]
  }

  maximize(): void {
    if (this.isMaximized()) return
    this.#enter('maximized')
    this.emit('maximize')
  }

  unmaximize(): void {
    if (!this.isMaximized()) return
    this.#enter('normal')
    this.emit('unmaximize')
  }

  isMaximized(): boolean {
    return this.#state === 'maximized'
  }

  minimize(): void {
    if (this.#isMinimized) return
    this.#isMinimized = true
    this.emit('minimize')
  }

  restore(): void {
    if (!this.#isMinimized) return
    this.#isMinimized = false
    this.emit('restore')
  }

  isMinimized(): boolean {
    return this.#isMinimized
  }

  setFullScreen(isFullScreen: boolean): void {
    if (isFullScreen === this.isFullScreen()) return
    this.#enter(isFullScreen ? 'fullscreen' : 'normal')
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen')
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen'
  }

  isNormal(): boolean {
    return this.#state === 'normal' && !this.#isMinimized
  }
}
