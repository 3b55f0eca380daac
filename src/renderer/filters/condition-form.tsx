import { type FormEvent, useState } from 'react'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { TextField } from '#ui/text-field'
import { wordsOf } from '../words/words.ts'
import { type Draft, EMPTY_DRAFT, type Kind, readDraft } from './condition-draft.ts'
import styles from './condition-form.module.css'
import { FieldInputs } from './field-inputs.tsx'
import type { Condition } from './filter-set.ts'
import { RangeInputs } from './range-inputs.tsx'

const t = wordsOf('filters')

interface ConditionFormProps {
  readonly start?: Draft
  readonly onDone: (condition: Condition) => void
}

const KIND_NAMES: readonly { readonly value: Kind; readonly label: string; readonly detail: string }[] = [
  {
    value: 'field',
    get label() {
      return t('payloadField')
    },
    get detail() {
      return t('equalsContainsCompares')
    },
  },
  {
    value: 'tag',
    get label() {
      return t('tag')
    },
    detail: '',
  },
  {
    value: 'type',
    get label() {
      return t('type')
    },
    detail: '',
  },
  {
    value: 'pinned',
    get label() {
      return t('pin')
    },
    detail: '',
  },
  {
    value: 'importance',
    get label() {
      return t('importance')
    },
    detail: '',
  },
  {
    value: 'time',
    get label() {
      return t('time')
    },
    detail: '',
  },
  {
    value: 'box',
    get label() {
      return t('coordinateBox')
    },
    get detail() {
      return t('boundsInclusive')
    },
  },
]

const TYPES = [
  {
    value: 'episodic',
    get label() {
      return t('episodic')
    },
  },
  {
    value: 'semantic',
    get label() {
      return t('semantic')
    },
  },
] as const

const PINS = [
  {
    value: 'yes',
    get label() {
      return t('pinned')
    },
  },
  {
    value: 'no',
    get label() {
      return t('notPinned')
    },
  },
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
        label={t('filterBy')}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={KIND_NAMES}
      />
      {draft.kind === 'type' && (
        <SegmentedControl
          label={t('type')}
          value={draft.type}
          onChange={(type) => change({ type })}
          options={TYPES}
        />
      )}
      {draft.kind === 'pinned' && (
        <SegmentedControl
          label={t('pin')}
          value={draft.pinned ? 'yes' : 'no'}
          onChange={(value) => change({ pinned: value === 'yes' })}
          options={PINS}
        />
      )}
      {draft.kind === 'tag' && (
        <TextField label={t('tag')} value={draft.tag} onChange={(tag) => change({ tag })} autoFocus />
      )}
      {draft.kind === 'field' && <FieldInputs draft={draft} onChange={change} />}
      {(draft.kind === 'importance' || draft.kind === 'time' || draft.kind === 'box') && (
        <RangeInputs kind={draft.kind} draft={draft} onChange={change} />
      )}
      <div className={styles.foot}>
        <Checkbox label={t('excludeThese')} checked={draft.not} onChange={(not) => change({ not })} />
        <Button variant="primary" size="small" submit>
          {t('apply')}
        </Button>
      </div>
      <p className={styles.problem} role={tried ? 'alert' : undefined}>
        {tried && !result.ok ? result.problem : ''}
      </p>
    </form>
  )
}
