import { X } from 'lucide-react'
import { useState } from 'react'
import { Popover } from '#ui/popover'
import chip from '../ui/chip.module.css'
import { classNames } from '../ui/class-names.ts'
import { wordsOf } from '../words/words.ts'
import { draftOf } from './condition-draft.ts'
import { ConditionForm } from './condition-form.tsx'
import { describeCondition } from './describe-condition.ts'
import type { Condition } from './filter-set.ts'

const t = wordsOf('filters')

interface FilterChipProps {
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

/** A chip that opens its condition for editing: the popover needs the button itself, which `Chip` keeps inside. */
export const FilterChip = ({ condition, onChange, onRemove }: FilterChipProps) => {
  const [open, setOpen] = useState(false)
  const { label, value } = describeCondition(condition)
  return (
    <span className={classNames(chip.chip, chip.pressed, chip.removable)}>
      <Popover
        label={t('editFilterLabel', { label })}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={chip.body}>
            <span>{label}</span>
            <span className={classNames(chip.value, 'truncate')}>{value}</span>
          </button>
        }
      >
        <ConditionForm
          start={draftOf(condition)}
          onDone={(next) => {
            onChange(next)
            setOpen(false)
          }}
        />
      </Popover>
      <button
        type="button"
        className={chip.remove}
        aria-label={t('removeFilterLabelValue', { label, value })}
        onClick={onRemove}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  )
}
