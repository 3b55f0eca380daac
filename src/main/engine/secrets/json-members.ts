/** A member of a JSON object: its name, and where its value stands in the text. */
export interface JsonMember {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The members of an object without white space between its tokens (`compactJson` made it), in their order. */
export const membersOf = (json: string): JsonMember[] => {
  const members: JsonMember[] = []
  for (let i = 1; i < json.length - 1; i++) {
    const nameEnd = endOfString(json, i)
    const name = JSON.parse(json.slice(i, nameEnd)) as string
    const from = nameEnd + 1
    i = endOfValue(json, from)
    members.push({ name, from, to: i })
  }
  return members
}

/** Behind the value; members end with a comma or with the object. */
const endOfValue = (json: string, start: number): number => {
  let depth = 0
  let i = start
  while (i < json.length) {
    const char = json[i]
    if (char === '"') {
      i = endOfString(json, i)
      continue
    }
    if (depth === 0 && (char === ',' || char === '}')) return i
    if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    i++
  }
  return i
}

/** Behind the closing quote. */
const endOfString = (json: string, start: number): number => {
  let end = json.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end < 0 ? json.length : end + 1
}

const isEscaped = (json: string, at: number): boolean => {
  let backslashes = 0
  while (json[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}
