import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointsAlong } from './link-geometry.ts'
import { type Disc, type LabelWish, labelBox, placeLabels } from './place-labels.ts'

const WIDTH = 800

const wish = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8 }),
  x: fc.integer({ min: -50, max: WIDTH + 50 }),
  y: fc.integer({ min: -50, max: 600 }),
  radius: fc.integer({ min: 1, max: 34 }),
  text: fc.constant('text'),
  width: fc.integer({ min: 5, max: 300 }),
  members: fc.option(fc.integer({ min: 1, max: 5000 })),
})
const wishes = fc.uniqueArray(wish, { selector: ({ id }) => id, maxLength: 60 })

const at = (x: number, more: Partial<LabelWish> = {}): LabelWish => ({
  id: 'a',
  x,
  y: 100,
  radius: 5,
  text: 'text',
  width: 100,
  members: null,
  ...more,
})

describe('texts beside nodes', () => {
  it('never lie on one another, and what has most members always has its own', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const placed = placeLabels(all, { width: WIDTH })
        const boxes = placed.map((label) => {
          const box = labelBox(label, label.side)
          const isBeside = label.side === 'right' || label.side === 'left'
          const left = isBeside ? label.at.x : label.at.x - label.width / 2
          return { ...box, left, right: left + label.width }
        })
        boxes.forEach((a, i) => {
          for (const b of boxes.slice(i + 1)) {
            expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(
              true,
            )
          }
        })
        const most = Math.max(...all.map(({ members }) => members ?? 0))
        if (all.length > 0) expect(placed.some(({ members }) => (members ?? 0) === most)).toBe(true)
      }),
    )
  })

  it('stand aside of a line, and on a plate where there is no side without one', () => {
    const along = (from: { x: number; y: number }, to: { x: number; y: number }): readonly Disc[] =>
      pointsAlong({ start: from, control: null, end: to }, 8).map((point, i) => ({
        id: `${from.x} ${i}`,
        radius: 3,
        weight: 0.1,
        ...point,
      }))
    const right = along({ x: 300, y: 100 }, { x: 500, y: 100 })
    const [aside] = placeLabels([at(300)], { width: WIDTH, nodes: right })
    expect(aside).toMatchObject({ side: 'left', covers: false })
    const across = [-20, -8, 0, 8, 20].flatMap((by) =>
      along({ x: 100, y: 100 + by }, { x: 500, y: 100 + by }),
    )
    const [upon] = placeLabels([at(300)], { width: WIDTH, nodes: across })
    expect(upon).toMatchObject({ covers: true })
    // A node under it is worse than a line.
    const left = { id: 'b', x: 240, y: 100, radius: 9 }
    expect(placeLabels([at(300)], { width: WIDTH, nodes: [...across, left] })[0]?.side).not.toBe('left')
  })

  it('stand to the left where they would leave the drawing, or where another stands', () => {
    const side = (...all: readonly LabelWish[]) => placeLabels(all, { width: WIDTH }).map((one) => one.side)
    expect(side(at(100))).toEqual(['right'])
    expect(side(at(760))).toEqual(['left'])
    expect(side(at(20, { width: 790 }))).toEqual(['right'])
    expect(side(at(300, { radius: 6 }), at(280, { id: 'b' }))).toEqual(['right', 'left'])
  })

  it('stand under communities, or where no other node is', () => {
    const side = (...all: readonly LabelWish[]) => placeLabels(all, { width: WIDTH }).map((one) => one.side)
    const one = at(300, { members: 40, radius: 24 })
    expect(side(one)).toEqual(['below'])
    const under = at(300, { id: 'b', members: 30, radius: 20, y: 145 })
    expect(side(one, under)).toEqual(['above', 'below'])
    expect(side(at(300, { members: 40, radius: 90, isHeading: true }), one)).toEqual(['middle', 'below'])
    const nodes = [{ id: 'c', x: 350, y: 100, radius: 5 }]
    expect(placeLabels([at(300)], { width: WIDTH, nodes })[0]).toMatchObject({ side: 'left', covers: false })
  })

  it('of many lie on nodes for the largest only, and for all of few', () => {
    const crowd = Array.from({ length: 40 }, (_, i) =>
      at(60 + (i % 8) * 90, {
        id: `c${i}`,
        y: 60 + Math.floor(i / 8) * 26,
        members: 100 + i,
        radius: 12,
      }),
    )
    const placed = placeLabels(crowd, { width: WIDTH })
    expect(placed.some(({ covers }) => covers)).toBe(true)
    expect(placed.slice(8).some(({ covers }) => covers)).toBe(false)
    expect(placed[0]?.members).toBe(139)
    const few = crowd.slice(0, 12)
    expect(placeLabels(few, { width: WIDTH }).length).toBeGreaterThan(8)
  })
})
