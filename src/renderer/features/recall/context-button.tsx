import { Braces } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { JsonEditor } from '#ui/json-editor'
import { Popover } from '#ui/popover'
import { formatJson } from '../../ui/format-json.ts'
import { findJsonProblem } from '../../ui/json-problem.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './context-button.module.css'
import { readContext } from './recall-settings.ts'

const t = wordsOf('recall')

interface ContextButtonProps {
  readonly value: string | null
  readonly onChange: (context: string | null) => void
}

const START = '{\n  "about": ""\n}'

const oneLine = (text: string): string => {
  const value = readContext(text)
  return value === undefined ? text : JSON.stringify(value)
}

/** What the question is about, as a JSON object: memories near to it move up (REC-4). */
export const ContextButton = ({ value, onChange }: ContextButtonProps) => {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t('context')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          variant="plain"
          size="small"
          icon={Braces}
          {...(value !== null && { 'aria-label': t('editTheContext') })}
        >
          {value === null ? t('context') : <span className={styles.value}>{oneLine(value)}</span>}
        </Button>
      }
    >
      <ContextEditor
        start={value === null ? START : formatJson(value)}
        isSet={value !== null}
        onDone={(text) => {
          onChange(text)
          setOpen(false)
        }}
      />
    </Popover>
  )
}

interface ContextEditorProps {
  readonly start: string
  readonly isSet: boolean
  readonly onDone: (text: string | null) => void
}

const ContextEditor = ({ start, isSet, onDone }: ContextEditorProps) => {
  const [text, setText] = useState(start)
  const problem = findJsonProblem(text)
  const isObject = readContext(text) !== undefined
  const apply = () => isObject && onDone(text)
  return (
    <div className={styles.context}>
      <p className={styles.lead}>{t('whatTheQuestionIsAbout')}</p>
      <div className={styles.editor}>
        <JsonEditor
          label={t('contextAsJSON')}
          value={text}
          onChange={setText}
          onSave={apply}
          problem={problem}
        />
      </div>
      <div className={styles.foot}>
        <span className={styles.note}>{problem || isObject ? '' : t('aContextIsAnObject')}</span>
        <Button size="small" disabled={!isSet} onClick={() => onDone(null)}>
          {t('remove')}
        </Button>
        <Button size="small" variant="primary" disabled={!isObject} onClick={apply}>
          {t('apply')}
        </Button>
      </div>
    </div>
  )
}
