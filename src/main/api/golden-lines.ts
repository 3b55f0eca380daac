import { type GoldenEntry, GoldenLine } from '#contract/golden'

interface ReadLines {
  readonly lines: readonly { readonly line: number; readonly value: GoldenLine }[]
  readonly failed: { readonly line: number; readonly reason: string }[]
}

/** Lines count from 1. Empty ones are passed over. */
export const readGoldenLines = (jsonl: string): ReadLines => {
  const lines: { line: number; value: GoldenLine }[] = []
  const failed: { line: number; reason: string }[] = []
  jsonl.split('\n').forEach((text, i) => {
    if (text.trim() === '') return
    const value = readLine(text)
    if (typeof value === 'string') failed.push({ line: i + 1, reason: value })
    else lines.push({ line: i + 1, value })
  })
  return { lines, failed }
}

/** The line, or what is wrong with it. */
const readLine = (text: string): GoldenLine | string => {
  let tree: unknown
  try {
    tree = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  const parsed = GoldenLine.safeParse(tree)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  return path === '' ? (issue?.message ?? 'invalid') : `${path}: ${issue?.message}`
}

export const writeGoldenLine = ({ query, filter, expected }: GoldenEntry): string => {
  const places = expected.map(({ coordinate, grade }) => ({ coordinate, grade }))
  return `${JSON.stringify({ query, ...(filter && { filter }), expected: places })}\n`
}
