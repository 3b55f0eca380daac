import type { DuplicateCluster } from '#contract/duplicates'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'
import type { DuplicateView } from './duplicates-store.ts'

const t = wordsOf('memories')

export interface OpenCluster {
  /** The coordinate of its first member. */
  readonly key: string
  readonly cluster: DuplicateCluster
}

/** Those that nobody has decided about. */
export const clustersOf = ({
  report,
  done,
}: Pick<DuplicateView, 'report' | 'done'>): readonly OpenCluster[] =>
  (report?.clusters ?? [])
    .map((cluster) => ({ key: coordinateKey(cluster.members[0]?.coordinate ?? []), cluster }))
    .filter(({ key }) => !done.has(key))

/** Where the walk goes on when one is done: at the next, at the end at the one before. */
export const neighbourOf = (clusters: readonly OpenCluster[], key: string): string | null => {
  const at = clusters.findIndex((one) => one.key === key)
  return (clusters[at + 1] ?? clusters[at - 1])?.key ?? null
}

/** `0.97 to 1.00`; one figure where they are the same. Rounded down, so that 1.00 is said of copies only. */
export const likenessWords = ({ least, most }: Pick<DuplicateCluster, 'least' | 'most'>): string => {
  const [low, high] = [least, most].map((value) => (Math.floor(value * 100 + 1e-3) / 100).toFixed(2))
  return low === high ? `${low}` : t('lowToHigh', { low: low ?? '', high: high ?? '' })
}
