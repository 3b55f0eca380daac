/** Places are hundredths, so that they print short and read back the same. */
const STEPS = 100
const MOST = 100 * STEPS

/**
 * Every place of the square from 0 to 100, nearest first, ring by ring:
 *
 *     16 15 14 13 12
 *     17  4  3  2 11
 *     18  5  0  1 10
 *     19  6  7  8  9
 *     20 21 22 ...
 */
export function* spiralFrom([x, y]: readonly [number, number]): Generator<[number, number]> {
  const centre = [Math.round(x * STEPS), Math.round(y * STEPS)] as const
  yield placeOf(...centre)
  for (let ring = 1; ring <= MOST; ring++) {
    for (const [dx, dy] of ringAround(ring)) {
      const cell = [centre[0] + dx, centre[1] + dy] as const
      if (cell.every((at) => at >= 0 && at <= MOST)) yield placeOf(...cell)
    }
  }
}

/** Up the right side, along the top, down the left, back along the bottom. */
function* ringAround(ring: number): Generator<[number, number]> {
  for (let y = -ring + 1; y <= ring; y++) yield [ring, y]
  for (let x = ring - 1; x >= -ring; x--) yield [x, ring]
  for (let y = ring - 1; y >= -ring; y--) yield [-ring, y]
  for (let x = -ring + 1; x <= ring; x++) yield [x, -ring]
}

const placeOf = (x: number, y: number): [number, number] => [x / STEPS, y / STEPS]
