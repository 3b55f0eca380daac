import { Select } from '#ui/select'
import { TextField } from '#ui/text-field'
import { wordsOf } from '../words/words.ts'
import { type Draft, FIELD_OPERATORS, type FieldOperator } from './condition-draft.ts'
import styles from './condition-form.module.css'
import { parseScalar } from './scalar-text.ts'

const t = wordsOf('filters')

interface InputsProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

const NAMES: { readonly [O in FieldOperator]: string } = {
  is: 'is',
  get in() {
    return t('isOneOf')
  },
  contains: 'contains',
  exists: 'exists',
  get '<'() {
    return t('isBelow')
  },
  get '<='() {
    return t('isAtMost')
  },
  get '>'() {
    return t('isAbove')
  },
  get '>='() {
    return t('isAtLeast')
  },
}

const options = () => FIELD_OPERATORS.map((value) => ({ value, label: NAMES[value] }))

/** What a typed value is taken for. */
const kindOf = (value: ReturnType<typeof parseScalar>): 'text' | 'number' | 'yesOrNo' | 'nothing' => {
  if (value === null) return 'nothing'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'yesOrNo' : 'text'
}

const hint = ({ operator, value }: Draft): string => {
  if (operator === 'in') return t('valuesWithCommasBetweenThem')
  if (value.trim() === '') return t('textANumberTrueFalse')
  const kind = kindOf(parseScalar(value))
  return kind === 'text' || kind === 'nothing'
    ? t('readAsKind', { kind: t(kind) })
    : t('readAsKindQuoteIt', { kind: t(kind) })
}

export const FieldInputs = ({ draft, onChange }: InputsProps) => (
  <>
    <div className={styles.pair}>
      <TextField
        label={t('field')}
        mono
        autoFocus
        placeholder="source.url"
        value={draft.field}
        onChange={(field) => onChange({ field })}
      />
      <Select
        label={t('condition')}
        value={draft.operator}
        onChange={(operator) => onChange({ operator })}
        options={options()}
      />
    </div>
    {draft.operator !== 'exists' && (
      <TextField
        label={t('value')}
        mono
        value={draft.value}
        hint={hint(draft)}
        onChange={(value) => onChange({ value })}
      />
    )}
  </>
)
