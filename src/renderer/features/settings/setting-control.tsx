import { useEffect, useRef, useState } from 'react'
import type { Setting, SettingValue } from '#contract/settings'
import { Select } from '#ui/select'
import { Switch } from '#ui/switch'
import { TextField } from '#ui/text-field'
import styles from './engine-settings.module.css'
import { textOf, typedValue } from './setting-text.ts'

interface SettingControlProps {
  readonly setting: Setting
  readonly label: string
  readonly disabled: boolean
  readonly onChoose: (value: SettingValue) => void
}

/** What a setting is changed with. A typed value is taken with Enter, or when the field is left. */
export const SettingControl = (props: SettingControlProps) => {
  const { setting, label, disabled, onChoose } = props
  const { type, value, choices } = setting
  if (type === 'switch') {
    return (
      <span className={styles.switch}>
        <Switch label={label} hideLabel checked={value === true} disabled={disabled} onChange={onChoose} />
      </span>
    )
  }
  if (type === 'choice') {
    const options = choices.map((choice) => ({ value: choice, label: choice }))
    return (
      <Select
        label={label}
        hideLabel
        value={textOf(value)}
        options={options}
        disabled={disabled}
        onChange={onChoose}
      />
    )
  }
  return <TypedValue {...props} />
}

const TypedValue = ({ setting, label, disabled, onChoose }: SettingControlProps) => {
  const present = textOf(setting.value)
  const [draft, setDraft] = useState(present)
  /** On its way since Enter: leaving the field before it is there does not send it again. */
  const sent = useRef<string | null>(null)
  useEffect(() => {
    setDraft(present)
    sent.current = null
  }, [present])
  const take = (): void => {
    if (draft === present) return
    sent.current = draft
    onChoose(typedValue(draft, setting))
  }
  return (
    <TextField
      label={label}
      hideLabel
      mono
      value={draft}
      disabled={disabled}
      onChange={setDraft}
      onBlur={() => draft !== sent.current && take()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
        if (event.key === 'Escape') setDraft(present)
      }}
    />
  )
}
