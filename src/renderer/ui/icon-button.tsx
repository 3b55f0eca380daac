import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { classNames } from './class-names.ts'
import styles from './icon-button.module.css'
import { useLiveKeys } from './live-keys.ts'
import { ariaShortcut } from './shortcut-text.ts'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className'> {
  readonly icon: LucideIcon
  /** Its name and its tooltip. */
  readonly label: string
  readonly shortcut?: string | undefined
  /** For a toggle: whether it is on. */
  readonly pressed?: boolean
  readonly size?: 'small' | 'normal'
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly danger?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export const IconButton = ({
  icon: Icon,
  label,
  shortcut,
  pressed,
  size = 'normal',
  side = 'bottom',
  danger = false,
  ...rest
}: IconButtonProps) => {
  const keys = useLiveKeys(shortcut)
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        {...rest}
        type="button"
        className={classNames(styles.button, styles[size], danger && styles.danger)}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys && ariaShortcut(keys)}
      >
        <Icon size={size === 'small' ? 14 : 16} aria-hidden />
      </button>
    </Tooltip>
  )
}
