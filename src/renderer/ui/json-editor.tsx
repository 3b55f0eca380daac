import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './json-editor.module.css'
import { jsonEditorSetup } from './json-editor-setup.ts'
import type { JsonProblem } from './json-problem.ts'

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

/**
 * CodeMirror adopts constructed style sheets inside a shadow tree but inserts a style element in a document, which the
 * security policy forbids: so it lives in a shadow tree.
 */
const createEditor = (host: HTMLElement, state: EditorState): EditorView => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  return new EditorView({ state, root, parent: root })
}

export const JsonEditor = (props: JsonEditorProps) => {
  const { label, value, readOnly = false, problem = null } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const writable = useRef(new Compartment())
  const latest = useRef(props)
  latest.current = props

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; value and readOnly follow below
  useEffect(() => {
    if (!host.current) return
    const setup = jsonEditorSetup({
      label,
      onChange: (text) => latest.current.onChange(text),
      onSave: () => latest.current.onSave?.(),
    })
    const extensions = [setup, writable.current.of(EditorState.readOnly.of(readOnly))]
    const editor = createEditor(host.current, EditorState.create({ doc: value, extensions }))
    view.current = editor
    return () => editor.destroy()
  }, [label])

  useEffect(() => {
    view.current?.dispatch({ effects: writable.current.reconfigure(EditorState.readOnly.of(readOnly)) })
  }, [readOnly])

  useEffect(() => {
    const editor = view.current
    const present = editor?.state.doc.toString()
    if (editor && present !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
    }
  }, [value])

  const goTo = ({ line, column }: { readonly line: number; readonly column: number }): void => {
    const editor = view.current
    if (!editor) return
    const found = editor.state.doc.line(Math.min(line, editor.state.doc.lines))
    const at = Math.min(found.from + column - 1, found.to)
    editor.dispatch({ selection: { anchor: at }, scrollIntoView: true })
    editor.focus()
  }
  return (
    <div className={styles.frame}>
      <div ref={host} className={classNames(styles.host, 'selectable')} />
      {problem && (
        <button type="button" className={styles.problem} onClick={() => goTo(problem)}>
          <CircleAlert size={14} aria-hidden />
          <span className="truncate">
            Line {problem.line}, column {problem.column}: {problem.message}
          </span>
        </button>
      )}
    </div>
  )
}
