import type { Translation } from '../messages.ts'

export const pickers: Translation<'pickers'> = {
  theMemoryAtPlace: '位于 {place} 的记忆',
  untitled: '无标题',
  wordsOfAMemoryOr: '记忆中的词语或其坐标',
  coordinate: '坐标',
  changedLast: '最近更改',
  memories: '记忆',
  noMemoryHasTheseWords: '没有记忆包含这些词语。',
  linkTheChosenMemories: '链接所选记忆',
  link: '链接…',
  countMemories: '{count, plural, other {# 条记忆}}',
  other: '另一条',
  cancel: '取消',
  makeCountLinks: '建立 {count, plural, other {# 条链接}}',
  type: '类型',
  typesInUse: '已有类型',
  weight: '权重',
}
