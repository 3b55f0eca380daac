import type { ImportFormat } from '#contract/imports'
import { delimiterOf } from './csv-record.ts'

/** What a file is, by how it begins, and by the ending of its name where that does not tell. */
export const guessFormat = (name: string, head: string): ImportFormat => {
  const text = head.replace(/^\ufeff/, '').trimStart()
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase()
  if (ending === 'csv' || ending === 'tsv') return ending
  if (text.startsWith('<')) return /<(\w+:)?gexf[\s>]/.test(text) || ending === 'gexf' ? 'gexf' : 'graphml'
  if (text.startsWith('[')) return 'json'
  if (/^\{"path":"[^"\n]{1,1000}\.(md|markdown)","text":/i.test(text)) return 'markdown'
  if (text.startsWith('{')) return isLine(text, ending) ? 'jsonl' : 'json'
  if (ending === 'json' || ending === 'jsonl') return ending
  const line = text.slice(0, text.indexOf('\n') + 1 || text.length)
  return delimiterOf(line) === '\t' && line.includes('\t') ? 'tsv' : 'csv'
}

/** The memory server calls a file of lines `memory.json`, so the ending is asked last. */
const isLine = (text: string, ending: string | undefined): boolean => {
  const end = text.indexOf('\n')
  if (end < 0) return ending !== 'json' || isObject(text)
  return isObject(text.slice(0, end)) && (ending !== 'json' || text.slice(end).trim() !== '')
}

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    const lists = ['nodes', 'results', 'memories', 'entities']
    return typeof value === 'object' && value !== null && !lists.some((list) => list in value)
  } catch {
    return false
  }
}
