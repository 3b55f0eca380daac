import type { MissCause } from '#contract/tuning'
import type { VectorExplanation } from '../ports.ts'

/** What a nearest neighbour is lost to, by what was tried. */
export const missCause = ({ tree }: VectorExplanation): MissCause => {
  if (tree === null || tree.listRank > tree.beam) return 'list'
  return tree.candidatesNeeded === null ? 'code' : 'cap'
}
