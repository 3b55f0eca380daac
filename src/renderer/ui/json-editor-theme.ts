import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** CodeMirror in the app's tokens; custom properties reach into its shadow tree. */
const theme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--surface-1)',
    color: 'var(--text-1)',
    fontSize: 'var(--text-12)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontVariantLigatures: 'none',
    lineHeight: 'var(--line-20)',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--line-strong) transparent',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text-1)' },
  '.cm-line': { padding: '0 12px 0 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--text-1)' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface-1)',
    color: 'var(--text-3)',
    border: 'none',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 12px', minWidth: '32px' },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 2px', cursor: 'default' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--text-1)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'var(--mark)', outline: 'none' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--focus)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--pressed)', outline: 'none' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--error-soft)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--selected-quiet)',
    border: 'none',
    color: 'var(--text-2)',
    padding: '0 4px',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--error) !important' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface-3)',
    color: 'var(--text-1)',
    border: 'none',
    borderRadius: 'var(--radius)',
    boxShadow: 'var(--shadow-float)',
    fontFamily: 'var(--font-text)',
  },
  '.cm-diagnostic': { padding: '4px 8px', borderLeft: 'none' },
  '.cm-panels': { backgroundColor: 'var(--surface-2)', color: 'var(--text-1)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    padding: '6px 28px 6px 8px',
    fontFamily: 'var(--font-text)',
    fontSize: 'var(--text-12)',
  },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-12)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text-2)', fontSize: '16px', padding: '0 8px' },
  '.cm-textfield': {
    height: '24px',
    backgroundColor: 'var(--surface-1)',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--radius-inner)',
    font: 'inherit',
  },
  '.cm-button': {
    height: '24px',
    backgroundColor: 'var(--surface-1)',
    backgroundImage: 'none',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--radius-inner)',
    color: 'var(--text-1)',
    font: 'inherit',
  },
})

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--json-key)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: tags.number, color: 'var(--json-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--json-atom)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--text-3)' },
])

export const jsonEditorTheme: Extension = [theme, syntaxHighlighting(colours)]
