import type { OfferedEmbedder } from '#contract/embedders'
import { TextField } from '#ui/text-field'
import { told } from '../../words/told.ts'
import { type EmbedderDraft, problemOf } from './embedder-draft.ts'

interface EmbedderFieldsProps {
  readonly offer: OfferedEmbedder
  readonly draft: EmbedderDraft
  readonly onChange: (draft: EmbedderDraft) => void
}

/** Where a key lies may be seen, unlike a key. */
const isPlace = (value: string): boolean => /^(env|file|keychain):/.test(value)

/** What a kind of embedder must be told. */
export const EmbedderFields = ({ offer, draft, onChange }: EmbedderFieldsProps) =>
  offer.fields.map((field) => {
    const { key, label, hint } = field
    const value = draft.values[key] ?? ''
    return (
      <TextField
        key={key}
        label={told(label)}
        hint={told(hint)}
        // Nobody is told that something is missing before they typed anything.
        error={value === '' ? null : problemOf(field, value)}
        value={value}
        mono={key !== 'api_key'}
        type={key === 'api_key' && !isPlace(value) ? 'password' : 'text'}
        onChange={(next) => onChange({ ...draft, values: { ...draft.values, [key]: next } })}
      />
    )
  })
