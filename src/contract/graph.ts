import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { ChangeReceipt, Coordinate, MemoryRow, NamespaceName, Seconds } from './memory.ts'

const column = <T>(kind: { new (length: number): T; readonly name: string }) =>
  z.custom<T>((value) => value instanceof kind, `must be a ${kind.name}`)

export const Bytes = column<Uint8Array>(Uint8Array)
export const Counts = column<Uint32Array>(Uint32Array)
export const Singles = column<Float32Array>(Float32Array)
export const Doubles = column<Float64Array>(Float64Array)

/** Texts one behind the other as UTF-8; text `i` ends before byte `ends[i]`, and begins where the one before it ends. */
export const TextColumn = z.strictObject({ bytes: Bytes, ends: Counts })
export type TextColumn = z.output<typeof TextColumn>

/** Text `i` of a column. */
export const textAt = ({ bytes, ends }: TextColumn, i: number): string =>
  decoder.decode(bytes.subarray(i === 0 ? 0 : ends[i - 1], ends[i]))

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** What stands in a column of numbers where nothing is known: no analysis yet, or none of this node. */
export const UNKNOWN = 0xffff_ffff

/** Row `i` of each column is one node. */
const GraphNodes = z.strictObject({
  /** The id of a memory; `community:<number>` in an overview. */
  ids: TextColumn,
  titles: TextColumn,
  /** All coordinates one behind the other: node `i` has the next `arity[i]` numbers. */
  coordinates: Doubles,
  /** 0 in an overview. */
  arity: Bytes,
  /** 0 episodic, 1 semantic. */
  type: Bytes,
  pinned: Bytes,
  /** Of a community: how many memories it has. */
  importance: Singles,
  /** NaN where there is none. */
  timestamp: Doubles,
  createdAt: Doubles,
  /** Links that end or begin here in the whole namespace, whether they are in this view or not. */
  degreeIn: Counts,
  degreeOut: Counts,
  /** By the analysis; 0 is the largest. UNKNOWN where there is none. */
  community: Counts,
  component: Counts,
  /** Greatest k so that the memory is in a part of the graph where each has k neighbours; UNKNOWN likewise. */
  core: Counts,
  /** Sums to 1 over the namespace's linked memories; NaN where unknown. */
  pageRank: Singles,
  /** Share of the shortest paths that pass, 0 to 1; NaN where unknown. */
  betweenness: Singles,
})
export type GraphNodes = z.output<typeof GraphNodes>

/** Row `i` of each column is one link. In an overview: all links between two communities, `weight` is their number. */
const GraphLinks = z.strictObject({
  /** Places in the columns of nodes. */
  from: Counts,
  to: Counts,
  /** A place in `typeNames`. */
  type: Counts,
  weight: Singles,
  createdAt: Doubles,
  hasNote: Bytes,
})
export type GraphLinks = z.output<typeof GraphLinks>

export const Community = z.strictObject({
  /** 0 is the largest. */
  community: z.int(),
  size: z.int(),
  /** What tells its memories from the others, the strongest first. */
  words: z.array(z.string()),
})
export type Community = z.output<typeof Community>

export const GraphView = z.strictObject({
  /** The last change that is in it. */
  seq: z.int(),
  /** The change at which the analysis was made that the columns show; older than `seq` where a newer is not ready. */
  analysedAt: z.int().nullable(),
  nodes: GraphNodes,
  links: GraphLinks,
  typeNames: z.array(z.string()),
  /** What the start asks for, of which the view holds what fits in its limit. */
  total: z.strictObject({ nodes: z.int(), links: z.int() }),
  /** In an overview, in the order of its nodes; else those that the nodes are in. */
  communities: z.array(Community),
})
export type GraphView = z.output<typeof GraphView>

const Direction = z.enum(['out', 'in', 'both'])
const LinkType = z.string().min(1).max(100)
const Places = z.array(Coordinate).min(1)

/** Where a view begins. An overview and a community wait for the analysis; the others show what is known of it. */
const GraphStart = z.discriminatedUnion('kind', [
  /** Every memory; those that have no link come last and are the first that a limit leaves out. */
  z.strictObject({ kind: z.literal('whole') }),
  /** Communities as nodes, and the links between them counted. */
  z.strictObject({ kind: z.literal('overview') }),
  z.strictObject({ kind: z.literal('community'), community: z.int().min(0) }),
  /** Some memories and what lies within some hops of them. */
  z.strictObject({
    kind: z.literal('around'),
    coordinates: Places.max(1000),
    depth: z.int().min(1).max(6).default(1),
    direction: Direction.default('both'),
    types: z.array(LinkType).max(100).optional(),
  }),
  /** Some memories and the links between them. */
  z.strictObject({ kind: z.literal('among'), coordinates: Places.max(20_000) }),
])
export type GraphStart = z.output<typeof GraphStart>

const ViewInput = z.strictObject({
  namespace: NamespaceName,
  start: GraphStart,
  /** Nodes at most: the nearest around memories, else those with most links. */
  limit: z.int().min(1).max(200_000).default(20_000),
})
export type ViewInput = z.output<typeof ViewInput>

/** Work that takes seconds says how far it is. */
const progress = { done: z.number(), total: z.number() }

export const AnalysisItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    step: z.enum(['communities', 'components', 'cores', 'ranks', 'betweenness', 'words']),
    ...progress,
  }),
  z.strictObject({
    kind: z.literal('done'),
    seq: z.int(),
    nodes: z.int(),
    links: z.int(),
    components: z.int(),
    /** How well the communities part the graph, at most 1. */
    modularity: z.number(),
    /** Memories from which shortest paths were counted; fewer than `nodes` where betweenness is an estimate. */
    betweennessFrom: z.int(),
    communities: z.array(Community),
  }),
])
export type AnalysisItem = z.output<typeof AnalysisItem>

const Pair = z.strictObject({ a: MemoryRow, b: MemoryRow, similarity: z.number() })

export const UnlinkedPair = Pair.extend({
  /** Links on the shortest way between them; null where none leads there within the hops that were looked at. */
  hops: z.int().nullable(),
})
export type UnlinkedPair = z.output<typeof UnlinkedPair>

export const FarLink = Pair.extend({ type: z.string(), weight: z.number() })
export type FarLink = z.output<typeof FarLink>

/** Each item has all that is found so far, best first. The last one is complete. */
const found = <P extends z.ZodType>(pair: P) =>
  z.strictObject({
    ...progress,
    /** What was looked at is a sample of so many memories or links where there are more. */
    of: z.int(),
    isComplete: z.boolean(),
    pairs: z.array(pair),
  })

const pairLimit = z.int().min(1).max(500).default(50)

const NearUnlinkedInput = z.strictObject({
  namespace: NamespaceName,
  limit: pairLimit,
  minSimilarity: z.number().min(-1).max(1).default(0.6),
  /** Pairs that so many links join in a row, in any direction, do not count as unlinked. */
  hops: z.int().min(1).max(6).default(2),
  /** Memories to look at, at most; which ones is drawn with the seed. */
  sample: z.int().min(1).max(200_000).default(5000),
  seed: z.int().min(0).default(1),
})
export type NearUnlinkedInput = z.output<typeof NearUnlinkedInput>

const LinkedFarInput = z.strictObject({
  namespace: NamespaceName,
  limit: pairLimit,
  maxSimilarity: z.number().min(-1).max(1).default(0.1),
  types: z.array(LinkType).max(100).optional(),
  sample: z.int().min(1).max(1_000_000).default(20_000),
  seed: z.int().min(0).default(1),
})
export type LinkedFarInput = z.output<typeof LinkedFarInput>

const NearestInput = z.strictObject({
  namespace: NamespaceName,
  coordinates: Places.max(500),
  /** Neighbours of each. */
  k: z.int().min(1).max(20).default(5),
  minSimilarity: z.number().min(-1).max(1).default(-1),
})
export type NearestInput = z.output<typeof NearestInput>

const RemovedLink = z.strictObject({
  from: z.array(z.number()),
  to: z.array(z.number()),
  type: z.string(),
  weight: z.number(),
  createdAt: Seconds,
  removedAt: Seconds,
})
export type RemovedLink = z.output<typeof RemovedLink>

/** `near`: near but unlinked; `far`: linked but far. */
const PairList = z.enum(['near', 'far'])
export type PairList = z.output<typeof PairList>

const receipt = ChangeReceipt.extend({ summary: z.string() })

const namespace = z.strictObject({ namespace: NamespaceName })
const missing = ['namespace/not-found'] as const
const ends = ['memory/not-found', 'namespace/not-found'] as const

export const graph = {
  view: read({
    doc: 'Memories and links as columns, for drawing.',
    input: ViewInput,
    output: GraphView,
    errors: ends,
  }),
  analysis: stream({
    doc: 'Communities, components, cores and ranks of the linked memories; kept until links change.',
    input: namespace,
    item: AnalysisItem,
    errors: missing,
  }),
  nearUnlinked: stream({
    doc: 'Memories that mean nearly the same and that no short way along links joins.',
    input: NearUnlinkedInput,
    item: found(UnlinkedPair),
    errors: missing,
  }),
  linkedFar: stream({
    doc: 'Links between memories that mean different things.',
    input: LinkedFarInput,
    item: found(FarLink),
    errors: missing,
  }),
  dismissPair: write({
    doc: 'Say of a pair that a list named that it is right as it is: the list does not name it again.',
    input: namespace.extend({ list: PairList, a: Coordinate, b: Coordinate }),
    output: receipt,
    errors: [...ends, 'store/read-only'],
  }),
  dismissedPairs: read({
    doc: 'How many pairs each list leaves out because they were dismissed.',
    input: namespace,
    output: z.strictObject({ near: z.int(), far: z.int() }),
    errors: missing,
  }),
  restorePairs: write({
    doc: 'Let a list name all its dismissed pairs again.',
    input: namespace.extend({ list: PairList }),
    output: receipt,
    errors: [...missing, 'store/read-only'],
  }),
  nearest: read({
    doc: 'The nearest by meaning of each of some memories, as pairs; each pair once.',
    input: NearestInput,
    output: z.strictObject({
      pairs: z.array(
        z.strictObject({ a: z.array(z.number()), b: z.array(z.number()), similarity: z.number() }),
      ),
    }),
    errors: missing,
  }),
  removedLinks: read({
    doc: 'Links that were removed after a moment, newest removal first.',
    input: namespace.extend({ since: Seconds, limit: z.int().min(1).max(100_000).default(10_000) }),
    output: z.strictObject({ total: z.int(), links: z.array(RemovedLink) }),
    errors: missing,
  }),
} as const
