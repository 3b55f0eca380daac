import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useId, useRef } from 'react'
import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import fieldStyles from './field.module.css'
import { Kbd } from './kbd.tsx'
import { useLiveKeys } from './live-keys.ts'
import styles from './search-field.module.css'

const t = wordsOf('ui')

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Enter. */
  readonly onSubmit?: (value: string) => void
  /** Keys that the field does not use itself: arrows into a list of results, for example. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly placeholder?: string
  readonly shortcut?: string
  readonly large?: boolean
  readonly autoFocus?: boolean
  /** What is sought here says as much as a memory does: privacy mode hides it too. */
  readonly isPrivate?: boolean
  /** At its end, for example a count of matches. */
  readonly trailing?: React.ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

/** `/` focuses the one that carries `data-search-focus`, which is every one of these; the first visible one wins. */
export const SearchField = (props: SearchFieldProps) => {
  const { label, value, onChange, onSubmit, onKeyDown, placeholder, shortcut } = props
  const { large, autoFocus, isPrivate = false, trailing } = props
  const id = useId()
  const keys = useLiveKeys(shortcut)
  const box = useRef<HTMLElement>(null)
  const clear = (): void => {
    onChange('')
    box.current?.querySelector('input')?.focus()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) onSubmit?.(value)
    if (event.key === 'Escape' && value !== '') {
      event.stopPropagation()
      event.preventDefault()
      clear()
      return
    }
    onKeyDown?.(event)
  }
  return (
    <search ref={box} className={classNames(fieldStyles.box, styles.search, large && styles.large)}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <Search size={16} aria-hidden />
      <input
        id={id}
        ref={props.ref}
        type="text"
        inputMode="search"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: asked for by the screen whose first act is a search
        autoFocus={autoFocus}
        data-search-focus
        data-private={(isPrivate && value !== '') || undefined}
        value={value}
        placeholder={placeholder ?? label}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
      />
      {trailing}
      {value !== '' && (
        <button type="button" className={styles.clear} aria-label={t('clear')} onClick={clear}>
          <X size={14} aria-hidden />
        </button>
      )}
      {value === '' && keys && <Kbd keys={keys} />}
    </search>
  )
}
