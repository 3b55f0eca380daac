import { Check, ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import { Field, type FieldProps } from './field.tsx'
import menuStyles from './menu.module.css'
import styles from './select.module.css'

const t = wordsOf('ui')

interface SelectOption<T extends string> {
  readonly value: T
  readonly label: string
  readonly detail?: string
}

interface SelectProps<T extends string> extends FieldProps {
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly SelectOption<T>[]
  readonly disabled?: boolean
}

/** The next option that starts with the letter, after the present one and around. */
const byLetter = (options: readonly { label: string }[], from: number, letter: string): number => {
  const order = options.map((_, i) => (from + 1 + i) % options.length)
  return order.find((i) => options[i]?.label.toLowerCase().startsWith(letter.toLowerCase())) ?? from
}

// Radix's own Select locks scrolling with a style element, which the security policy forbids.
export const Select = <T extends string>(props: SelectProps<T>) => {
  const { value, onChange, options, disabled = false } = props
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const trigger = useRef<HTMLButtonElement>(null)
  const chosen = options.findIndex((option) => option.value === value)

  const show = (next: boolean): void => {
    setOpen(next)
    if (next) setActive(Math.max(0, chosen))
  }
  const choose = (index: number): void => {
    const option = options[index]
    setOpen(false)
    trigger.current?.focus()
    if (option && option.value !== value) onChange(option.value)
  }
  const press = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: Math.min(options.length - 1, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: options.length - 1,
    }[event.key]
    if (!open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      show(true)
    } else if (!open) return
    else if (to !== undefined) setActive(to)
    else if (event.key === 'Enter' || event.key === ' ') choose(active)
    else if (event.key.length === 1) setActive(byLetter(options, active, event.key))
    else return
    event.preventDefault()
  }
  return (
    <Field label={props.label} hideLabel={props.hideLabel ?? false} hint={props.hint} error={props.error}>
      {(control) => (
        <Popover.Root open={open} onOpenChange={show}>
          <Popover.Trigger asChild>
            <button
              {...control}
              ref={trigger}
              type="button"
              role="combobox"
              aria-haspopup="listbox"
              aria-controls={listId}
              aria-expanded={open}
              aria-activedescendant={open ? `${listId}-${active}` : undefined}
              disabled={disabled}
              className={styles.trigger}
              onKeyDown={press}
            >
              <span className="truncate">{options[chosen]?.label ?? t('choose')}</span>
              <ChevronDown size={14} aria-hidden />
            </button>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              id={listId}
              role="listbox"
              aria-label={props.label}
              className={classNames(menuStyles.menu, styles.list)}
              sideOffset={4}
              collisionPadding={8}
              align="start"
              // The keyboard stays on the button; the list only shows where it is.
              onOpenAutoFocus={(event) => event.preventDefault()}
            >
              {options.map((option, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the button, see above
                // biome-ignore lint/a11y/useFocusableInteractive: likewise
                <div
                  key={option.value}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === chosen}
                  data-highlighted={index === active || undefined}
                  className={menuStyles.item}
                  onPointerMove={() => setActive(index)}
                  onClick={() => choose(index)}
                >
                  <span className={menuStyles.label}>{option.label}</span>
                  {option.detail && <span className={menuStyles.detail}>{option.detail}</span>}
                  <span className={menuStyles.icon}>
                    {index === chosen && <Check size={14} aria-hidden />}
                  </span>
                </div>
              ))}
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
    </Field>
  )
}
