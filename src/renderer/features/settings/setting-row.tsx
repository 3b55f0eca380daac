import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Setting, SettingValue } from '#contract/settings'
import { IconButton } from '#ui/icon-button'
import { describeError } from '../../api/describe-error.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { settingName } from '../../ui/setting-name.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './engine-settings.module.css'
import { SettingControl } from './setting-control.tsx'
import { textOf } from './setting-text.ts'

const t = wordsOf('settings')

const SOURCES = {
  get argument() {
    return t('setByAnArgument')
  },
  get environment() {
    return t('setByTheEnvironment')
  },
  get file() {
    return t('setByTheSettingsFile')
  },
  get app() {
    return t('chosenInTheApp')
  },
  get default() {
    return t('sourceDefault')
  },
} as const satisfies Record<Setting['source'], string>

interface SettingRowProps {
  readonly setting: Setting
  /** Where its key says too little. */
  readonly name?: string
  /** Somebody asked for it by name. */
  readonly isSought?: boolean
}

/** A setting: meaning, control, where its value comes from, and the way back to its default. */
export const SettingRow = ({
  setting,
  name = settingName(setting.key),
  isSought = false,
}: SettingRowProps) => {
  const { key, doc, type, source, unit, effect, isPending, fixedBy, secret } = setting
  const mutations = useSettingMutations()
  const isReadOnly = useReadOnly()
  const [problem, setProblem] = useState<string | null>(null)
  const isFixed = effect === 'elsewhere' || fixedBy !== null || secret !== null
  const choose = async (value: SettingValue): Promise<void> => {
    const outcome = await mutations.set([{ key, value }], { errors: 'inline' })
    setProblem(outcome.ok ? null : describeError(outcome.error).sentence)
  }
  const reset = (): void => {
    setProblem(null)
    void mutations.reset([key])
  }
  return (
    <div className={styles.row} data-setting={key} data-sought={isSought || undefined} tabIndex={-1}>
      <div>
        <div className={styles.name}>{name}</div>
        <p className={styles.doc}>{told(doc)}</p>
        <p className={styles.facts}>
          <span className={`${styles.key} mono`}>{key}</span>
          <span className={source === 'app' ? styles.chosen : undefined}>{SOURCES[source]}</span>
          {source !== 'default' && secret === null && (
            <span>{t('defaultIs', { value: textOf(setting.default) || t('none') })}</span>
          )}
          {unit && <span>{unit}</span>}
          {type === 'json' && <span>{t('jsonWithAPoint')}</span>}
          {isPending && <span className={styles.chosen}>{t('takesEffectAtTheNext')}</span>}
          {!isPending && effect === 'restart' && <span>{t('atTheNextStart')}</span>}
        </p>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
      <div className={styles.control}>
        {isFixed ? (
          <span className={`${styles.value} mono`}>{shownValue(setting)}</span>
        ) : (
          <SettingControl
            setting={setting}
            label={name}
            disabled={isReadOnly}
            onChoose={(value) => void choose(value)}
          />
        )}
        {!isFixed && (
          <IconButton
            icon={RotateCcw}
            label={t('resetName', { name })}
            disabled={isReadOnly || source !== 'app'}
            onClick={reset}
          />
        )}
      </div>
    </div>
  )
}

const shownValue = ({ secret, value }: Setting): string => {
  if (secret !== null) return secret === 'set' ? t('setNotShown') : t('notSet')
  return textOf(value) || t('notSet')
}
