import { randomUUID } from 'node:crypto'

/**
 * JSON that goes through as it is: a payload comes back as it went in (MEM-3), with the order of its keys and the digits
 * of its numbers, which a parsed value cannot keep.
 */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  parsed(): unknown {
    return JSON.parse(this.text)
  }
}

/** Stands where a raw text will be. Nobody outside can know it. */
const MARK = randomUUID()
const PLACE = new RegExp(`"${MARK}:(\\d+)"`, 'g')

/** As `JSON.stringify`, with raw texts in their places. */
export const jsonOf = (value: unknown): string => {
  const texts: string[] = []
  const json = JSON.stringify(value, (_, item: unknown) => {
    if (!(item instanceof RawJson)) return item
    texts.push(item.text)
    return `${MARK}:${texts.length - 1}`
  })
  return texts.length === 0 ? json : json.replace(PLACE, (_, place: string) => texts[Number(place)] as string)
}

/** Where the values of the outermost object's fields are, by the quoted names as they are written, in valid JSON. */
export const scanJson = (text: string): ReadonlyMap<string, readonly [number, number]> => {
  const fields = new Map<string, [number, number]>()
  let [level, from] = [0, -1]
  let name = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '"') {
      const end = endOfString(text, i)
      if (level === 1 && from < 0) name = text.slice(i, end)
      i = end - 1
    } else if (char === '{' || char === '[') level++
    else if (char === ':' && level === 1) from = i + 1
    else if (char === '}' || char === ']' || char === ',') {
      if (level === 1 && from >= 0) {
        fields.set(name, [from, i])
        from = -1
      }
      if (char !== ',') level--
    }
  }
  return fields
}

const endOfString = (text: string, start: number): number => {
  let i = start + 1
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i + 1
}

/** The value of a field of the outermost object, as it is written; undefined where it is not there. */
export const rawField = (text: string, field: string): RawJson | undefined => {
  const found = scanJson(text).get(JSON.stringify(field))
  return found && new RawJson(text.slice(...found).trim())
}
