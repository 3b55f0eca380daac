import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { GraphCounts } from './graph-counts.tsx'
import type { GraphSession } from './graph-session.ts'

const countsOf = (memories: number | undefined, drawn = 0): string => {
  const shown = { memories: drawn, communities: 15, members: 4482, links: 81 }
  const session = { state: createStore(() => ({ shown })) } as unknown as GraphSession
  const counts = (
    <GraphCounts
      session={session}
      total={{ nodes: 15, links: 81 }}
      limit={2000}
      memories={memories}
      isOverview
      onRaise={() => {}}
      onShowAll={null}
    />
  )
  return renderToStaticMarkup(counts).replaceAll(/<[^>]*>/g, '')
}

it('says of communities that they are of linked memories where there are others', () => {
  expect(countsOf(4488)).toBe('15 communities of 4,482 linked memories (4,488 in all)')
  expect(countsOf(4488, 599)).toBe(
    '15 communities of 4,482 linked memories (4,488 in all), 599 drawn, 81 links',
  )
  expect(countsOf(4482)).toBe('15 communities of 4,482 memories')
  expect(countsOf(undefined)).toBe('15 communities of 4,482 memories')
})
