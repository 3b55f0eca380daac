export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** The middle of what is seen, and pixels of one unit. */
export interface CameraState extends Point {
  readonly scale: number
}

export interface Bounds {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** How much closer than everything one may come. */
const CLOSEST = 400
const FARTHEST = 0.4

/** Of the plane, whose y points up, onto the screen, whose y points down. */
export const toScreen = ({ x, y, scale }: CameraState, { width, height }: Size, at: Point): Point => ({
  x: (at.x - x) * scale + width / 2,
  y: (y - at.y) * scale + height / 2,
})

export const toPlane = ({ x, y, scale }: CameraState, { width, height }: Size, at: Point): Point => ({
  x: x + (at.x - width / 2) / scale,
  y: y - (at.y - height / 2) / scale,
})

/** All of some bounds, with a margin of so many pixels. */
export const fitted = (bounds: Bounds, size: Size, margin: number): CameraState =>
  fittedInto(bounds, size, {
    left: margin,
    top: margin,
    right: size.width - margin,
    bottom: size.height - margin,
  })

/** All of some bounds in the middle of a part of the screen. */
export const fittedInto = (
  { left, right, bottom, top }: Bounds,
  size: Size,
  room: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): CameraState => {
  const across = Math.max(right - left, 1e-9)
  const up = Math.max(top - bottom, 1e-9)
  const scale = Math.min(
    Math.max(40, room.right - room.left) / across,
    Math.max(40, room.bottom - room.top) / up,
  )
  return {
    x: (left + right) / 2 - ((room.left + room.right) / 2 - size.width / 2) / scale,
    y: (bottom + top) / 2 + ((room.top + room.bottom) / 2 - size.height / 2) / scale,
    scale,
  }
}

/** Closer by a factor, with what is under a point of the screen staying there. */
export const zoomedAt = (
  camera: CameraState,
  size: Size,
  { at, by, whole }: { readonly at: Point; readonly by: number; readonly whole: number },
): CameraState => {
  const scale = Math.min(whole * CLOSEST, Math.max(whole * FARTHEST, camera.scale * by))
  const held = toPlane(camera, size, at)
  return {
    x: held.x - (at.x - size.width / 2) / scale,
    y: held.y + (at.y - size.height / 2) / scale,
    scale,
  }
}

export const isWithin = ({ left, right, bottom, top }: Bounds, { x, y }: Point): boolean =>
  x >= left && x <= right && y >= bottom && y <= top

/** Of many points some lie far off on each side: so many are let go, and then so much room is given again. */
const [FAR, ROOM] = [0.002, 0.06]
const MANY = 2000

/** Bounds of all points; of many, of most of them: a few that lie far off would leave the rest half of the room. */
export const boundsOf = (xy: Float32Array): Bounds => {
  const all = spanOf(xy, 0)
  if (xy.length <= 2 * MANY) return all
  const most = spanOf(xy, FAR)
  const [across, up] = [ROOM * (most.right - most.left), ROOM * (most.top - most.bottom)]
  return {
    left: Math.max(all.left, most.left - across),
    right: Math.min(all.right, most.right + across),
    bottom: Math.max(all.bottom, most.bottom - up),
    top: Math.min(all.top, most.top + up),
  }
}

const spanOf = (xy: Float32Array, left: number): Bounds => {
  const along = (axis: 0 | 1): readonly [number, number] => {
    const values = new Float32Array(xy.length / 2)
    for (let i = 0; i < values.length; i++) values[i] = xy[i * 2 + axis] as number
    values.sort()
    const cut = Math.floor(values.length * left)
    return [values[cut] ?? 0, values[values.length - 1 - cut] ?? 0]
  }
  const [x, y] = [along(0), along(1)]
  return { left: x[0], right: x[1], bottom: y[0], top: y[1] }
}
