import type { PrimaryRow, RowDifference } from '#engine/doctor/doctor-ports'
import { isSameRow, type There } from '#stores/redis/redis-tables'

type Row = PrimaryRow['row']
type Verdict = Pick<RowDifference, 'right'> & { readonly what: string }

/**
 * Which of two rows is to stand. What one side lacks the other one gives. Of two states of a memory it is the later one, and of
 * two of the same change the one that fits together: a payload and the words that were made of it. Where nothing tells, Redis
 * is right, as it is the primary store.
 *
 * @returns null where they say the same
 */
export const whoIsRight = (table: string, here: Row | null, there: There): Verdict | null => {
  const words = wordsOf(table)
  switch (there.is) {
    case 'missing':
      return here === null ? null : { right: 'here', what: `Redis does not have ${words.it}` }
    case 'foreign':
      return { right: 'neither', what: `Redis has a value of another kind in the place of ${words.its}` }
    case 'unreadable': {
      const right = here === null ? 'neither' : 'here'
      return { right, what: `what Redis has of ${words.it} cannot be read` }
    }
    case 'row':
      if (here === null) return { right: 'there', what: `only Redis has ${words.it}` }
      if (isSameRow(table, here, there.row)) return null
      if (table === 'memories') return laterMemory(here, there.row)
      return { right: 'there', what: `Redis has ${words.another}` }
  }
}

const laterMemory = (here: Row, there: Row): Verdict => {
  const [own, other] = [Number(here.seq), Number(there.seq)]
  if (other < own) {
    return { right: 'here', what: `Redis has an older state of it, of change ${other}; here it is of ${own}` }
  }
  if (other > own) {
    return { right: 'there', what: `Redis has a later state of it, of change ${other}; here it is of ${own}` }
  }
  const [isSound, isOtherSound] = [fits(here), fits(there)]
  if (isSound && !isOtherSound) {
    return { right: 'here', what: 'somebody wrote over it in Redis, past this program' }
  }
  if (isOtherSound && !isSound) {
    return { right: 'there', what: 'somebody wrote over it in the copy of this computer, past this program' }
  }
  return { right: 'there', what: 'Redis has it with other contents' }
}

/** Whether length and text are those of the payload. */
const fits = ({ payload, text, bytes }: Row): boolean => {
  const whole = String(payload)
  if (Buffer.byteLength(whole) !== Number(bytes)) return false
  const there = new Set(stringsIn(JSON.parse(whole)).flatMap(splitWords))
  return splitWords(String(text)).every((word) => there.has(word))
}

const splitWords = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

const wordsOf = (table: string): { readonly it: string; readonly its: string; readonly another: string } => {
  if (table === 'memories') return { it: 'it', its: 'its fields', another: 'another state of it' }
  if (table.startsWith('vectors_')) {
    return { it: 'its vector', its: 'its vector', another: 'another vector of it' }
  }
  return { it: `a row of "${table}"`, its: `rows of "${table}"`, another: `another row of "${table}"` }
}
