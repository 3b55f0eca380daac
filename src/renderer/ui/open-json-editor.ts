import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { jsonEditorSetup } from './json-editor-setup.ts'

interface OpenOptions {
  readonly label: string
  readonly value: string
  readonly readOnly: boolean
  readonly onChange: (text: string) => void
  /** Ctrl+S. */
  readonly onSave: () => void
}

export interface OpenJsonEditor {
  /** Replaces the document where it is another. */
  setValue(text: string): void
  setReadOnly(readOnly: boolean): void
  goTo(place: { readonly line: number; readonly column: number }): void
  close(): void
}

/**
 * CodeMirror adopts constructed style sheets inside a shadow tree but inserts a style element in a document, which the
 * security policy forbids: so it lives in a shadow tree.
 */
const createView = (host: HTMLElement, state: EditorState): EditorView => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  return new EditorView({ state, root, parent: root })
}

export const openJsonEditor = (host: HTMLElement, options: OpenOptions): OpenJsonEditor => {
  const { label, value, readOnly, onChange, onSave } = options
  const writable = new Compartment()
  const locked = (isLocked: boolean) => EditorState.readOnly.of(isLocked)
  const extensions = [jsonEditorSetup({ label, onChange, onSave }), writable.of(locked(readOnly))]
  const view = createView(host, EditorState.create({ doc: value, extensions }))
  return {
    setValue: (text) => {
      if (view.state.doc.toString() === text) return
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    setReadOnly: (isLocked) => view.dispatch({ effects: writable.reconfigure(locked(isLocked)) }),
    goTo: ({ line, column }) => {
      const found = view.state.doc.line(Math.min(line, view.state.doc.lines))
      const anchor = Math.min(found.from + column - 1, found.to)
      view.dispatch({ selection: { anchor }, scrollIntoView: true })
      view.focus()
    },
    close: () => view.destroy(),
  }
}
