import type { ImportFormat } from '#contract/imports'

/** What a file is, by how it begins, and by the ending of its name where that does not tell. */
export const guessFormat = (name: string, head: string): ImportFormat => {
  const text = head.replace(/^\ufeff/, '').trimStart()
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase()
  if (text.startsWith('<')) return /<(\w+:)?gexf[\s>]/.test(text) || ending === 'gexf' ? 'gexf' : 'graphml'
  if (text.startsWith('[')) return 'json'
  if (text.startsWith('{')) return isLine(text, ending) ? 'jsonl' : 'json'
  return ending === 'json' ? 'json' : 'jsonl'
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
