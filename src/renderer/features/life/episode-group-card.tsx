import { useState } from 'react'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TextArea } from '#ui/text-area'
import { TextField } from '#ui/text-field'
import { formatPlural, formatScore } from '../../ui/format-number.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import type { GroupDraft } from './group-draft.ts'
import styles from './life.module.css'

interface EpisodeGroupCardProps {
  readonly draft: GroupDraft
  readonly onChange: (part: Partial<GroupDraft>) => void
}

/** Sources shown before one asks for all. */
const FEW = 3

export const EpisodeGroupCard = ({ draft, onChange }: EpisodeGroupCardProps) => {
  const { group, title, summary, kept } = draft
  const [all, setAll] = useState(false)
  const { sources, by, trouble } = group
  const shown = all ? sources : sources.slice(0, FEW)
  return (
    <li className={styles.group}>
      <Checkbox
        label={`Store this summary of ${formatPlural(sources.length, 'episode')}`}
        checked={kept}
        onChange={(next) => onChange({ kept: next })}
      />
      {trouble !== null && (
        <p className={styles.trouble}>{trouble} Sentences of the episodes stand in for its words.</p>
      )}
      <TextField label="Title" value={title} maxLength={200} onChange={(next) => onChange({ title: next })} />
      <TextArea
        label={by === 'chat' ? 'Summary, in the words of the model' : 'Summary'}
        value={summary}
        onChange={(next) => onChange({ summary: next })}
      />
      <ul className={styles.sources} aria-label="Sources">
        {shown.map(({ memory, similarity }) => (
          <li key={memory.id}>
            <button
              type="button"
              className={styles.source}
              onClick={() => workspace.getState().openMemory(memory.coordinate)}
            >
              <span className={styles.sourceTitle} data-private>
                {memory.title || 'Untitled'}
              </span>
              <CoordinateLabel coordinate={memory.coordinate} quiet />
              <span className={styles.number}>{formatScore(similarity)}</span>
            </button>
          </li>
        ))}
      </ul>
      {sources.length > FEW && (
        <Button variant="plain" size="small" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${sources.length}`}
        </Button>
      )}
    </li>
  )
}
