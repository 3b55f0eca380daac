import { expect, it } from 'vitest'
import { LINE, type MapLabel, placeMapLabels } from './map-label.ts'

it('texts on the map never overlap, are seen whole, and the weightier come first', () => {
  const labels: MapLabel[] = Array.from({ length: 80 }, (_, i) => ({
    text: `label ${i}`,
    weight: (i * 37) % 80,
    rank: i % 3 === 0 ? 'region' : 'part',
    x: ((i * 53) % 100) * 6,
    y: ((i * 29) % 100) * 4,
  }))
  const size = { width: 600, height: 400 }
  const placed = placeMapLabels(
    labels,
    size,
    (at) => at,
    ({ text }) => text.length * 7,
  )
  expect(placed.length).toBeGreaterThan(20)
  expect(placed.length).toBeLessThan(80)
  const boxes = placed.map(({ at, width, rank }) => ({
    left: at.x - width / 2,
    right: at.x + width / 2,
    top: at.y - LINE[rank] / 2,
    bottom: at.y + LINE[rank] / 2,
  }))
  for (const [i, a] of boxes.entries()) {
    expect([a.left >= 0, a.right <= 600, a.top >= 0, a.bottom <= 400]).toEqual([true, true, true, true])
    for (const b of boxes.slice(i + 1)) {
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false)
    }
  }
  expect(placed[0]?.weight).toBe(79)
})
