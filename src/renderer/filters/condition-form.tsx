import { type FormEvent, useState } from 'react'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { TextField } from '#ui/text-field'
import { type Draft, EMPTY_DRAFT, type Kind, readDraft } from './condition-draft.ts'
import styles from './condition-form.module.css'
import { FieldInputs } from './field-inputs.tsx'
import type { Condition } from './filter-set.ts'
import { RangeInputs } from './range-inputs.tsx'

interface ConditionFormProps {
  readonly start?: Draft
  readonly onDone: (condition: Condition) => void
}

const KIND_NAMES: readonly { readonly value: Kind; readonly label: string; readonly detail: string }[] = [
  { value: 'field', label: 'Payload field', detail: 'equals, contains, compares' },
  { value: 'tag', label: 'Tag', detail: '' },
  { value: 'type', label: 'Type', detail: '' },
  { value: 'pinned', label: 'Pin', detail: '' },
  { value: 'importance', label: 'Importance', detail: '' },
  { value: 'time', label: 'Time', detail: '' },
  { value: 'box', label: 'Coordinate box', detail: 'bounds inclusive' },
]

const TYPES = [
  { value: 'episodic', label: 'Episodic' },
  { value: 'semantic', label: 'Semantic' },
] as const

const PINS = [
  { value: 'yes', label: 'Pinned' },
  { value: 'no', label: 'Not pinned' },
] as const

export const ConditionForm = ({ start = EMPTY_DRAFT, onDone }: ConditionFormProps) => {
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const result = readDraft(draft)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (result.ok) onDone(result.condition)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        label="Filter by"
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={KIND_NAMES}
      />
      {draft.kind === 'type' && (
        <SegmentedControl
          label="Type"
          value={draft.type}
          onChange={(type) => change({ type })}
          options={TYPES}
        />
      )}
      {draft.kind === 'pinned' && (
        <SegmentedControl
          label="Pin"
          value={draft.pinned ? 'yes' : 'no'}
          onChange={(value) => change({ pinned: value === 'yes' })}
          options={PINS}
        />
      )}
      {draft.kind === 'tag' && (
        <TextField label="Tag" value={draft.tag} onChange={(tag) => change({ tag })} autoFocus />
      )}
      {draft.kind === 'field' && <FieldInputs draft={draft} onChange={change} />}
      {(draft.kind === 'importance' || draft.kind === 'time' || draft.kind === 'box') && (
        <RangeInputs kind={draft.kind} draft={draft} onChange={change} />
      )}
      <div className={styles.foot}>
        <Checkbox label="Exclude these" checked={draft.not} onChange={(not) => change({ not })} />
        <Button variant="primary" size="small" submit>
          Apply
        </Button>
      </div>
      <p className={styles.problem} role={tried ? 'alert' : undefined}>
        {tried && !result.ok ? result.problem : ''}
      </p>
    </form>
  )
}
