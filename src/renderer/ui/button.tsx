import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { useLiveKeys } from './live-keys.ts'
import { ariaShortcut } from './shortcut-text.ts'

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className'> {
  /** One primary a view; quiet has a border; plain has none until it is touched. */
  readonly variant?: 'primary' | 'quiet' | 'plain' | 'danger'
  readonly size?: 'small' | 'normal'
  readonly icon?: LucideIcon
  readonly shortcut?: string
  /** Holds its width and refuses clicks while what it started runs. */
  readonly busy?: boolean
  readonly submit?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export const Button = ({
  variant = 'quiet',
  size = 'normal',
  icon: Icon,
  shortcut,
  busy = false,
  submit = false,
  disabled,
  children,
  ...rest
}: ButtonProps) => {
  const keys = useLiveKeys(shortcut)
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classNames(styles.button, styles[variant], styles[size])}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys && ariaShortcut(keys)}
    >
      {Icon && <Icon size={size === 'small' ? 14 : 16} aria-hidden />}
      <span className="truncate">{children}</span>
      {keys && <Kbd keys={keys} />}
    </button>
  )
}
