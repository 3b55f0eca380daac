import { z } from 'zod'
import { contract } from '#contract/index'
import { defineTool } from './tool.ts'
import { coordinateInput, memoryRow, namespaceInput } from './views.ts'

const put = contract.links.put.input.shape
const around = contract.links.neighbours.input.shape
const walk = contract.links.path.input.shape

const linkTool = defineTool({
  name: 'link',
  title: 'Link two memories',
  description:
    'Say how two memories belong together: one caused, supports, contradicts or follows the other. A link of the same ends and type is updated.',
  effect: 'write',
  idempotent: true,
  input: z.strictObject({
    ...namespaceInput,
    from: coordinateInput,
    to: coordinateInput,
    type: put.type.describe('What the link says, as a word: related, causes, contradicts'),
    weight: put.weight.describe('How strong it is, above 0'),
    note: put.note.describe('Why'),
  }),
  run: ({ namespace, ...link }, { handlers, context, namespace: own }) =>
    handlers.links.put({ ...link, namespace: namespace ?? own }, context),
})

const neighborsTool = defineTool({
  name: 'neighbors',
  title: 'Neighbours',
  description: 'The memories that links lead to from one, nearest first.',
  effect: 'read',
  input: z.strictObject({
    ...namespaceInput,
    coordinate: coordinateInput,
    direction: around.direction.describe('Along links, against them, or both'),
    types: around.types.describe('Only along links of these types'),
    depth: around.depth.describe('Links to follow one after another, at most'),
    limit: z.int().min(1).max(200).default(50).describe('How many at most'),
  }),
  run: async ({ namespace, ...query }, { handlers, context, namespace: own }) => {
    const of = namespace ?? own
    const { total, neighbours } = await handlers.links.neighbours({ ...query, namespace: of }, context)
    const rows = neighbours.map(({ memory, hops }) => ({ ...memoryRow(of, memory), hops }))
    return { total, neighbors: rows }
  },
})

const pathTool = defineTool({
  name: 'path',
  title: 'Paths between two memories',
  description:
    'How one memory leads to another along links: the best paths, with their links. None is an empty list.',
  effect: 'read',
  input: z.strictObject({
    ...namespaceInput,
    from: coordinateInput,
    to: coordinateInput,
    by: walk.by.describe('hops: the fewest links; weight: the strongest ones'),
    direction: walk.direction.describe('Along links, against them, or both'),
    types: walk.types.describe('Only along links of these types'),
    k: z.int().min(1).max(10).default(1).describe('How many paths'),
  }),
  run: async ({ namespace, ...query }, { handlers, context, namespace: own }) => {
    const of = namespace ?? own
    const all = { withoutTypes: [], without: [] }
    const { paths } = await handlers.links.path({ ...query, ...all, namespace: of }, context)
    return {
      paths: paths.map(({ cost, memories, links }) => ({
        cost,
        memories: memories.map((row) => memoryRow(of, row)),
        links,
      })),
    }
  },
})

export const linkTools = [linkTool, neighborsTool, pathTool] as const
