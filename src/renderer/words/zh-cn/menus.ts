import type { Translation } from '../messages.ts'

export const menus: Translation<'menus'> = {
  askAgainInRecall: '在召回中再次查询',
  showTheChange: '显示该更改',
  onlyName: '仅“{name}”',
  copyText: '复制文本',
  copiedText: '已复制文本',
  theClipboardRefusedIt: '剪贴板拒绝了文本',
  askThisQuery: '执行此查询',
  openInInspector: '在检查器中打开',
  show: '显示',
  copy: '复制',
  hideWhatItChanged: '隐藏更改内容',
  showWhatItChanged: '显示更改内容',
  openNamespaceName: '打开命名空间“{name}”',
  copyPayload: '以 JSON 复制载荷',
}
