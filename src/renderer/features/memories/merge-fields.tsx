import type { Memory } from '#contract/memory'
import { classNames } from '../../ui/class-names.ts'
import { cutAtWord } from '../../ui/cut-title.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './merge-bench.module.css'
import { type MergeChoices, type MergeRow, sideOf } from './merge-draft.ts'

const t = wordsOf('memories')

interface MergeFieldsProps {
  readonly memories: readonly Memory[]
  readonly rows: readonly MergeRow[]
  readonly choices: MergeChoices
  readonly kept: number
  readonly onChoose: (name: string, side: number | null) => void
}

/** Fields in which they differ, with the value of each to choose from. */
export const MergeFields = ({ memories, rows, choices, kept, onChoose }: MergeFieldsProps) => {
  const different = rows.filter(({ isSame }) => !isSame)
  const same = rows.length - different.length
  return (
    <div className={styles.fields}>
      <h2 className={styles.title}>
        {t.rich('fieldsText', {
          text: (
            <span className={styles.aside}>
              {different.length === 0
                ? t('allTheSame')
                : t('countDifferSameTheSame', { count: different.length, same })}
            </span>
          ),
        })}
      </h2>
      {different.map((row) => (
        <fieldset key={row.name} className={styles.field}>
          <legend className={styles.name}>{row.name}</legend>
          {row.literals.map((literal, side) => (
            <Choice
              key={memories[side]?.id ?? side}
              row={row}
              label={literal ?? t('nothing')}
              place={memories[side]?.coordinate.join(', ') ?? ''}
              checked={literal !== null && sideOf(row, choices, kept) === side}
              disabled={literal === null}
              onChoose={() => onChoose(row.name, side)}
            />
          ))}
          <Choice
            row={row}
            label={t('leaveItOut')}
            place=""
            checked={sideOf(row, choices, kept) === null}
            disabled={false}
            onChoose={() => onChoose(row.name, null)}
          />
        </fieldset>
      ))}
    </div>
  )
}

interface ChoiceProps {
  readonly row: MergeRow
  readonly label: string
  readonly place: string
  readonly checked: boolean
  readonly disabled: boolean
  readonly onChoose: () => void
}

const SHOWN = 300

const Choice = ({ row, label, place, checked, disabled, onChoose }: ChoiceProps) => (
  <label className={styles.value} data-chosen={checked || undefined}>
    <input
      type="radio"
      name={t('fieldName', { name: row.name })}
      checked={checked}
      disabled={disabled}
      onChange={onChoose}
    />
    <span className={classNames(styles.said, place === '' || disabled ? styles.none : 'mono')}>
      {cutAtWord(label, SHOWN)}
    </span>
    {place !== '' && <span className={styles.place}>{place}</span>}
  </label>
)
