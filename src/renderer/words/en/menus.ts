export const menus = {
  askAgainInRecall: 'Ask again in Recall',
  showTheChange: 'Show the change',
  onlyName: 'Only “{name}”',
  copyText: 'Copy text',
  copiedText: 'Copied text',
  theClipboardRefusedIt: 'The clipboard refused the text',
  askThisQuery: 'Ask this query',
  openInInspector: 'Open in inspector',
  show: 'Show',
  copy: 'Copy',
} as const
