import type { Neighbourhood } from './neighbourhood.ts'
import type { Node } from './read-source.ts'

/** The more general a weakness, the more rests on it. */
const ofAbstraction: Readonly<Record<string, number>> = {
  Pillar: 6,
  Class: 4,
  Compound: 3.5,
  Base: 3,
  Variant: 2,
}

const base = ({ kind, tags }: Node): number => {
  if (kind === 'weakness') return ofAbstraction[tags[0] ?? ''] ?? 2
  return kind === 'case' ? 0 : 1
}

/**
 * Importance from what a memory is and from how much hangs on it: a case of one weakness comes to 0.5, a root of the
 * tree to 8 or 9. At the default settings a memory of 1 or less may fade: cases that show one thing only.
 */
export const importanceOf = (node: Node, around: Neighbourhood): number =>
  Math.round(100 * (base(node) + 0.5 * Math.log2(1 + around.degree(node.id)))) / 100
