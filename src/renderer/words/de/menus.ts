import type { Translation } from '../messages.ts'

export const menus: Translation<'menus'> = {
  askAgainInRecall: 'Im Abruf noch einmal fragen',
  showTheChange: 'Änderung zeigen',
  onlyName: 'Nur „{name}“',
  copyText: 'Text kopieren',
  copiedText: 'Text kopiert',
  theClipboardRefusedIt: 'Die Zwischenablage nahm den Text nicht',
  askThisQuery: 'Diese Frage stellen',
  openInInspector: 'Im Inspektor öffnen',
  show: 'Zeigen',
  copy: 'Kopieren',
  hideWhatItChanged: 'Was sie änderte verbergen',
  showWhatItChanged: 'Was sie änderte zeigen',
  openNamespaceName: 'Namensraum „{name}“ öffnen',
  copyPayload: 'Nutzdaten als JSON kopieren',
}
