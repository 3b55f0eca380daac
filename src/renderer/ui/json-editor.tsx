import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import styles from './json-editor.module.css'
import type { JsonProblem } from './json-problem.ts'
import type { OpenJsonEditor } from './open-json-editor.ts'

const t = wordsOf('ui')

interface JsonEditorProps {
  readonly label: string
  /** JSON text. Another value than the one last given to `onChange` replaces the document. */
  readonly value: string
  readonly onChange: (text: string) => void
  /** Ctrl+S. */
  readonly onSave?: () => void
  readonly readOnly?: boolean
  /** Shown under the text; a click goes there. From `findJsonProblem`, or from the store. */
  readonly problem?: Pick<JsonProblem, 'line' | 'column' | 'message'> | null
}

/** The editor is read when it is first shown: it is a third of the program, and most looks at a memory never need it. */
export const JsonEditor = (props: JsonEditorProps) => {
  const { label, value, readOnly = false, problem = null } = props
  const host = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<OpenJsonEditor | null>(null)
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null)
  const latest = useRef(props)
  latest.current = props
  // What shows errors stands farther out.
  if (failure) throw failure.error

  useEffect(() => {
    let isOver = false
    let opened: OpenJsonEditor | undefined
    const open = ({ openJsonEditor }: typeof import('./open-json-editor.ts')): void => {
      if (isOver || !host.current) return
      const { value: text, readOnly: isLocked = false } = latest.current
      opened = openJsonEditor(host.current, {
        label,
        value: text,
        readOnly: isLocked,
        onChange: (changed) => latest.current.onChange(changed),
        onSave: () => latest.current.onSave?.(),
      })
      setEditor(opened)
    }
    import('./open-json-editor.ts').then(open, (error: unknown) => setFailure({ error }))
    return () => {
      isOver = true
      setEditor(null)
      opened?.close()
    }
  }, [label])

  useEffect(() => editor?.setReadOnly(readOnly), [editor, readOnly])
  useEffect(() => editor?.setValue(value), [editor, value])

  return (
    <div className={styles.frame}>
      <div ref={host} className={classNames(styles.host, 'selectable')} data-private />
      {problem && (
        <button type="button" className={styles.problem} onClick={() => editor?.goTo(problem)}>
          <CircleAlert size={14} aria-hidden />
          <span className="truncate">
            {t('lineLineColumnColumnMessage', {
              line: problem.line,
              column: problem.column,
              message: problem.message,
            })}
          </span>
        </button>
      )}
    </div>
  )
}
