import { useState } from 'react'
import { Button } from '#ui/button'
import { NumberField } from '#ui/number-field'
import { Popover } from '#ui/popover'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './fact-button.module.css'

const t = wordsOf('inspector')

interface FactImportanceProps {
  readonly value: number
  readonly writable: boolean
  readonly onChange: (value: number) => void
}

export const FactImportance = ({ value, writable, onChange }: FactImportanceProps) => {
  const [open, setOpen] = useState(false)
  const [next, setNext] = useState<number | null>(value)
  return (
    <Popover
      label={t('importance')}
      open={open}
      onOpenChange={(shown) => {
        setOpen(shown)
        setNext(value)
      }}
      trigger={
        <button
          type="button"
          className={styles.value}
          disabled={!writable}
          aria-label={t('importanceValueChange', { value: formatNumber(value) })}
        >
          <span className="mono">{formatNumber(value)}</span>
        </button>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setOpen(false)
          if (next !== null && next !== value) onChange(next)
        }}
      >
        <NumberField
          label={t('importance')}
          value={next}
          onChange={setNext}
          step={0.1}
          hint={t('higherIsRecalledFirst')}
        />
        <div className={styles.buttons}>
          <Button size="small" variant="primary" submit>
            {t('set')}
          </Button>
        </div>
      </form>
    </Popover>
  )
}
