import { Select } from '#ui/select'
import { TextField } from '#ui/text-field'
import { type Draft, FIELD_OPERATORS, type FieldOperator } from './condition-draft.ts'
import styles from './condition-form.module.css'
import { parseScalar, scalarKind } from './scalar-text.ts'

interface InputsProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

const NAMES: { readonly [O in FieldOperator]: string } = {
  is: 'is',
  in: 'is one of',
  contains: 'contains',
  exists: 'exists',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
}

const OPTIONS = FIELD_OPERATORS.map((value) => ({ value, label: NAMES[value] }))

const hint = ({ operator, value }: Draft): string => {
  if (operator === 'in') return 'Values with commas between them.'
  if (value.trim() === '') return 'Text, a number, true, false or null.'
  const kind = scalarKind(parseScalar(value))
  return kind === 'text' || kind === 'null' ? `Read as ${kind}.` : `Read as ${kind}; quote it for text.`
}

export const FieldInputs = ({ draft, onChange }: InputsProps) => (
  <>
    <div className={styles.pair}>
      <TextField
        label="Field"
        mono
        autoFocus
        placeholder="source.url"
        value={draft.field}
        onChange={(field) => onChange({ field })}
      />
      <Select
        label="Condition"
        value={draft.operator}
        onChange={(operator) => onChange({ operator })}
        options={OPTIONS}
      />
    </div>
    {draft.operator !== 'exists' && (
      <TextField
        label="Value"
        mono
        value={draft.value}
        hint={hint(draft)}
        onChange={(value) => onChange({ value })}
      />
    )}
  </>
)
