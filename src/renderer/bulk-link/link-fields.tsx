import { Chip } from '#ui/chip'
import { NumberField } from '#ui/number-field'
import { TextField } from '#ui/text-field'
import { wordsOf } from '../words/words.ts'
import styles from './bulk-link.module.css'

const t = wordsOf('pickers')

/** What a link says, and how strong it is. */
export interface LinkSaying {
  readonly type: string
  readonly weight: number
}

interface LinkFieldsProps {
  readonly value: LinkSaying
  readonly onChange: (value: LinkSaying) => void
  readonly typeNames: readonly string[]
  readonly disabled?: boolean
}

/** The least weight that can be typed: it has to be above 0. */
const LEAST = 1e-6
const SUGGESTED = 6

/** Type and weight of a link that is made or changed; types that are in use are one click away. */
export const LinkFields = ({ value, onChange, typeNames, disabled = false }: LinkFieldsProps) => {
  const { type, weight } = value
  return (
    <>
      <TextField
        label={t('type')}
        value={type}
        maxLength={100}
        autoFocus
        disabled={disabled}
        onChange={(next) => onChange({ type: next, weight })}
      />
      {typeNames.length > 0 && !disabled && (
        <fieldset className={styles.types} aria-label={t('typesInUse')}>
          {typeNames.slice(0, SUGGESTED).map((name) => (
            <Chip
              key={name}
              label={name}
              pressed={name === type}
              onClick={() => onChange({ type: name, weight })}
            />
          ))}
        </fieldset>
      )}
      <NumberField
        label={t('weight')}
        value={weight}
        min={LEAST}
        step={0.1}
        disabled={disabled}
        onChange={(next) => onChange({ type, weight: next ?? 1 })}
      />
    </>
  )
}
