import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { type Diagnostic, linter } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  type KeyBinding,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { jsonEditorTheme } from './json-editor-theme.ts'
import { findJsonProblem } from './json-problem.ts'

const diagnose = (view: EditorView): readonly Diagnostic[] => {
  const problem = findJsonProblem(view.state.doc.toString())
  if (!problem) return []
  const from = Math.min(problem.offset, view.state.doc.length)
  const to = Math.min(from + problem.length, view.state.doc.length)
  return [{ from, to, severity: 'error', message: problem.message }]
}

interface JsonEditorSetup {
  readonly label: string
  readonly onChange: (text: string) => void
  readonly onSave: () => void
}

const saveKey = (onSave: () => void): KeyBinding => ({
  key: 'Mod-s',
  preventDefault: true,
  run: () => {
    onSave()
    return true
  },
})

export const jsonEditorSetup = ({ label, onChange, onSave }: JsonEditorSetup): Extension => [
  lineNumbers(),
  foldGutter({ openText: '⌄', closedText: '›' }),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  indentUnit.of('  '),
  indentOnInput(),
  bracketMatching(),
  highlightSelectionMatches(),
  search({ top: true }),
  json(),
  linter(diagnose, { delay: 250 }),
  EditorView.lineWrapping,
  jsonEditorTheme,
  // Tab goes on to the next control, as everywhere; Ctrl+] indents.
  keymap.of([saveKey(onSave), ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap]),
  EditorView.contentAttributes.of({ 'aria-label': label }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) onChange(update.state.doc.toString())
  }),
  EditorState.tabSize.of(2),
]
