import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { Chip } from '#ui/chip'
import { Popover } from '#ui/popover'
import { wordsOf } from '../words/words.ts'
import { ConditionForm } from './condition-form.tsx'
import styles from './filter-bar.module.css'
import { FilterChip } from './filter-chip.tsx'
import { EMPTY_FILTER, type FilterSet, typeOf, withCondition, withoutCondition } from './filter-set.ts'

const t = wordsOf('filters')
const ui = wordsOf('ui')

interface FilterBarProps {
  readonly value: FilterSet
  readonly onChange: (value: FilterSet) => void
}

const TYPES = ['episodic', 'semantic'] as const

/** Type as two chips that are always there, every other condition as a chip of its own, and a way to add more. */
export const FilterBar = ({ value, onChange }: FilterBarProps) => {
  const [adding, setAdding] = useState(false)
  const type = typeOf(value)

  const toggleType = (wanted: (typeof TYPES)[number]) => {
    const rest = {
      ...value,
      conditions: value.conditions.filter(({ leaf, not }) => leaf.is !== 'type' || not),
    }
    onChange(
      type === wanted ? rest : withCondition(rest, { leaf: { is: 'type', value: wanted }, not: false }),
    )
  }
  // What the two fixed chips show is not shown again.
  const shown = value.conditions
    .map((condition, index) => ({ condition, index }))
    .filter(({ condition: { leaf, not } }) => leaf.is !== 'type' || not || type === null)

  return (
    <fieldset className={styles.bar} aria-label={t('filters')}>
      {TYPES.map((name) => (
        <Chip key={name} label={ui(name)} pressed={type === name} onClick={() => toggleType(name)} />
      ))}
      {shown.map(({ condition, index }) => (
        <FilterChip
          key={index}
          condition={condition}
          onChange={(next) => onChange(withCondition(value, next, index))}
          onRemove={() => onChange(withoutCondition(value, index))}
        />
      ))}
      {value.conditions.length > 1 && (
        <Button
          variant="plain"
          size="small"
          onClick={() => onChange({ ...value, match: value.match === 'all' ? 'any' : 'all' })}
        >
          {value.match === 'all' ? t('allMustHold') : t('anyMayHold')}
        </Button>
      )}
      <Popover
        label={t('addAFilter')}
        open={adding}
        onOpenChange={setAdding}
        trigger={
          <Button variant="plain" size="small" icon={ListFilter}>
            {t('filter')}
          </Button>
        }
      >
        <ConditionForm
          onDone={(condition) => {
            onChange(withCondition(value, condition))
            setAdding(false)
          }}
        />
      </Popover>
      {value.conditions.length > 1 && (
        <Button variant="plain" size="small" onClick={() => onChange(EMPTY_FILTER)}>
          {t('clear')}
        </Button>
      )}
    </fieldset>
  )
}
