import { readFileSync } from 'node:fs'

export type Kind = 'weakness' | 'mitigation' | 'case' | 'topic'

/** A node of the source file, with what every kind has. */
export interface Node {
  /** CWE-79, FIX-12, CVE-2008-0322, CAT-1001. */
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly text: string
  readonly tags: readonly string[]
  /** A date (weaknesses) or a year (cases); the others have none. */
  readonly at?: string
  readonly updates?: number
  readonly lastAt?: string
}

export interface Link {
  readonly from: string
  readonly to: string
  readonly type: string
}

interface SourceNode extends Omit<Node, 'kind' | 'tags'> {
  readonly tags?: readonly string[]
}

const kinds: Readonly<Record<string, Kind>> = {
  CWE: 'weakness',
  FIX: 'mitigation',
  CVE: 'case',
  CAT: 'topic',
}

const kindOf = (id: string): Kind => {
  const kind = kinds[id.slice(0, 3)]
  if (kind === undefined) throw new Error(`No kind of node has an id like ${id}`)
  return kind
}

/** Reads `{nodes: [...], links: [[from, to, type], ...]}`. */
export const readSource = (path: string): { nodes: readonly Node[]; links: readonly Link[] } => {
  const source: { nodes: readonly SourceNode[]; links: readonly (readonly [string, string, string])[] } =
    JSON.parse(readFileSync(path, 'utf8'))
  return {
    nodes: source.nodes.map((node) => ({ ...node, kind: kindOf(node.id), tags: node.tags ?? [] })),
    links: source.links.map(([from, to, type]) => ({ from, to, type })),
  }
}
