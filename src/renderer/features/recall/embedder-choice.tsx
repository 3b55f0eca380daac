import { useQuery } from '@tanstack/react-query'
import { Select } from '#ui/select'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import type { RecallSettings } from './recall-settings.ts'
import styles from './settings-controls.module.css'

const t = wordsOf('recall')

interface EmbedderChoiceProps {
  readonly value: string | null
  readonly onChange: (part: Partial<RecallSettings>) => void
}

/** Not an id: those have a version behind an at sign. */
const IN_USE = 'in-use'

/** Which vectors answer. There is a choice only while those of the embedder before are kept. */
export const EmbedderChoice = ({ value, onChange }: EmbedderChoiceProps) => {
  const { data } = useQuery(useSomaQueries().embedders.state())
  const other = value ?? data?.previous?.id
  if (!data || other === undefined) return null
  return (
    <div className={styles.embedder}>
      <Select
        label={t('embedder')}
        hideLabel
        value={value ?? IN_USE}
        onChange={(id) => onChange({ embedder: id === IN_USE ? null : id })}
        options={[
          { value: IN_USE, label: data.active.id, detail: t('inUse') },
          {
            value: other,
            label: other,
            detail: data.previous?.id === other ? t('before') : t('noLongerKept'),
          },
        ]}
      />
    </div>
  )
}
