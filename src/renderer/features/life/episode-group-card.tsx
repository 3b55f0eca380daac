import { useState } from 'react'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TextArea } from '#ui/text-area'
import { TextField } from '#ui/text-field'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import type { GroupDraft } from './group-draft.ts'
import styles from './life.module.css'

const t = wordsOf('life')

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
        label={t('storeThisSummaryOfCount', { count: sources.length })}
        checked={kept}
        onChange={(next) => onChange({ kept: next })}
      />
      {trouble !== null && (
        <p className={styles.trouble}>{t('troubleSentencesOfTheEpisodes', { trouble })}</p>
      )}
      <TextField
        label={t('title')}
        value={title}
        maxLength={200}
        onChange={(next) => onChange({ title: next })}
      />
      <TextArea
        label={by === 'chat' ? t('summaryInTheWordsOf') : t('summary')}
        value={summary}
        onChange={(next) => onChange({ summary: next })}
      />
      <ul className={styles.sources} aria-label={t('sources')}>
        {shown.map(({ memory, similarity }) => (
          <li key={memory.id}>
            <button
              type="button"
              className={styles.source}
              onClick={() => workspace.getState().openMemory(memory.coordinate)}
            >
              <span className={styles.sourceTitle} data-private>
                {memory.title || t('untitled')}
              </span>
              <CoordinateLabel coordinate={memory.coordinate} quiet />
              <span className={styles.number}>{formatScore(similarity)}</span>
            </button>
          </li>
        ))}
      </ul>
      {sources.length > FEW && (
        <Button variant="plain" size="small" onClick={() => setAll(!all)}>
          {all ? t('showFewer') : t('showAllSources', { sources: sources.length })}
        </Button>
      )}
    </li>
  )
}
