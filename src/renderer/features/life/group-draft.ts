import type { ConsolidationPreview, EpisodeGroup } from '#contract/life'

/** A group as it is looked through: its words can be changed, and it can be left out. */
export interface GroupDraft {
  readonly id: string
  readonly group: EpisodeGroup
  readonly title: string
  readonly summary: string
  readonly kept: boolean
}

/** No two groups have a source in common, so the first one names them. */
export const groupDrafts = ({ groups }: ConsolidationPreview): readonly GroupDraft[] =>
  groups.map((group) => {
    const { title, summary } = group
    return { id: group.sources[0]?.memory.id ?? '', group, title, summary, kept: true }
  })
