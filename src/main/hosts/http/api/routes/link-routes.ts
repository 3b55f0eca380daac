import { z } from 'zod'
import { contract } from '#contract/index'
import { Coordinate, MemoryRow, NamespaceName } from '#contract/memory'
import { derived, type Route, type RouteCall, shaped } from '../route.ts'
import { toWire } from '../wire.ts'

const PLACE = { coord: '1,2,3' }
const ENDS = { from: [1, 2, 3], to: [4, 5, 6] }

const { types, depth, direction, limit } = contract.links.neighbours.input.shape

const Asked = z.strictObject({
  namespace: NamespaceName.optional(),
  coord: Coordinate,
  direction,
  types,
  /** One of them, as older clients ask. */
  link_type: z.string().min(1).max(100).optional(),
  depth,
  limit,
})

/** What is known of the way to a neighbour: its link where there is one straight to it, and how many hops it is away. */
const Way = z.strictObject({
  type: z.string().optional(),
  weight: z.number().optional(),
  hops: z.int(),
})

const neighbours = async (
  asked: z.output<typeof Asked>,
  { handlers, namespace: own, context }: RouteCall,
) => {
  const { namespace = own, coord: coordinate, link_type: type, types: some, direction, ...rest } = asked
  const types = type === undefined ? some : [...(some ?? []), type]
  const query = { ...rest, namespace, coordinate, direction, ...(types && { types }) }
  const [found, links] = await Promise.all([
    handlers.links.neighbours(query, context),
    handlers.links.of({ namespace, coordinate, limit: 1000 }, context),
  ])
  const isAsked = (link: { direction: string; type: string }): boolean =>
    (direction === 'both' || link.direction === direction) && (types?.includes(link.type) ?? true)
  const straight = new Map(
    links.links.filter(isAsked).map((link) => [link.memory.id, { type: link.type, weight: link.weight }]),
  )
  return {
    total: found.total,
    neighbors: found.neighbours.map(({ memory, hops }) => [
      memory.coordinate,
      { ...(hops === 1 && straight.get(memory.id)), hops },
    ]),
    memories: toWire(
      z.array(MemoryRow),
      found.neighbours.map(({ memory }) => memory),
    ),
  }
}

export const linkRoutes: readonly Route[] = [
  derived('POST /links', 'links.put', { example: { ...ENDS, type: 'leads_to', weight: 2 } }),
  derived('POST /links/bulk', 'links.putMany', {
    example: { links: [ENDS, { from: [4, 5, 6], to: [4, 5, 7] }] },
  }),
  shaped({
    at: 'GET /neighbors',
    of: ['links.neighbours', 'links.of'],
    takes: Asked,
    gives: z.strictObject({
      total: z.int(),
      /** Pairs of a coordinate and the way to it; the memories themselves stand in `memories`, in the same order. */
      neighbors: z.array(z.tuple([z.array(z.number()), Way])),
      memories: z.array(MemoryRow),
    }),
    example: { ...PLACE, depth: 2 },
    run: neighbours,
  }),
  derived('GET /paths', 'links.path', { example: { from: '1,2,3', to: '4,5,7', by: 'hops' } }),
  derived('DELETE /links', 'links.remove', { example: { ...ENDS, type: 'leads_to' } }),
]
