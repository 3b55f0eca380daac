import { Sprout, X } from 'lucide-react'
import { memo } from 'react'
import { Chip } from '#ui/chip'
import { FilterBar } from '../../filters/filter-bar.tsx'
import chip from '../../ui/chip.module.css'
import { classNames } from '../../ui/class-names.ts'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { ContextButton } from './context-button.tsx'
import styles from './question-bar.module.css'
import type { Question } from './recall-settings.ts'

const t = wordsOf('recall')

interface QuestionBarProps {
  readonly value: Omit<Question, 'query'>
  readonly onChange: (part: Partial<Omit<Question, 'query'>>) => void
}

/** What narrows or bends the question beside its words: type, filters, context, seeds. */
export const QuestionBar = memo(({ value, onChange }: QuestionBarProps) => {
  const { filter, context, seeds } = value
  return (
    <div className={styles.bar}>
      <FilterBar value={filter} onChange={(next) => onChange({ filter: next })} />
      {context === null ? (
        <ContextButton value={null} onChange={(next) => onChange({ context: next })} />
      ) : (
        <span className={classNames(chip.chip, chip.pressed, chip.removable, styles.context)}>
          <ContextButton value={context} onChange={(next) => onChange({ context: next })} />
          <button
            type="button"
            className={chip.remove}
            aria-label={t('removeTheContext')}
            onClick={() => onChange({ context: null })}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      )}
      {seeds.map(({ coordinate, title }) => (
        <Chip
          key={coordinateKey(coordinate)}
          icon={Sprout}
          label={t('from')}
          value={title || coordinate.join(', ')}
          pressed
          onRemove={() => onChange({ seeds: seeds.filter((seed) => seed.coordinate !== coordinate) })}
        />
      ))}
    </div>
  )
})
QuestionBar.displayName = 'QuestionBar'
