import { type LucideIcon, X } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import styles from './chip.module.css'
import { classNames } from './class-names.ts'

const t = wordsOf('ui')

interface ChipProps {
  readonly label: string
  /** After the label, stronger: `type` · `semantic`. */
  readonly value?: string
  readonly icon?: LucideIcon
  readonly onClick?: () => void
  readonly onRemove?: () => void
  readonly pressed?: boolean
}

/** A filter that is set, or one that can be. */
export const Chip = ({ label, value, icon: Icon, onClick, onRemove, pressed }: ChipProps) => (
  <span className={classNames(styles.chip, pressed && styles.pressed, onRemove && styles.removable)}>
    <button
      type="button"
      className={styles.body}
      onClick={onClick}
      aria-pressed={pressed}
      disabled={!onClick}
    >
      {Icon && <Icon size={14} aria-hidden />}
      <span>{label}</span>
      {value !== undefined && <span className={classNames(styles.value, 'truncate')}>{value}</span>}
    </button>
    {onRemove && (
      <button
        type="button"
        className={styles.remove}
        aria-label={t('removeLabel', { label })}
        onClick={onRemove}
      >
        <X size={12} aria-hidden />
      </button>
    )}
  </span>
)
