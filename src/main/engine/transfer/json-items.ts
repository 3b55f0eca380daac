import { type FileReader, FileRefused } from './records.ts'

/** Characters of one item, as for a line. */
const LONGEST = 8 * 1024 * 1024
const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const NEWLINE = 10

interface Items {
  /**
   * @param list the name of the list, empty where the file is one
   * @param text the item as it stands there, character for character
   */
  item(list: string, text: string, line: number): void
  tooLong(line: number, most: number): void
}

/**
 * Reads the lists of a JSON file as a stream: of a file that is a list, or an object with lists, each item is handed
 * over as its text. Everything else is passed. Nothing is held but the item that is read.
 */
export class JsonItems implements FileReader {
  readonly #to: Items
  /** Brackets that are open: `{` or `[`. */
  readonly #open: string[] = []
  /** Depth of an item; 0 where no list is open. */
  #base = 0
  #list = ''
  #sawList = false
  #line = 1
  #isInString = false
  #isEscaped = false
  /** The last string of the object that is the file: what a list in it is called. */
  #key: string | null = null
  #keyParts: string[] | null = null
  #parts: string[] | null = null
  #length = 0
  #itemLine = 1
  #sawAnything = false

  constructor(to: Items) {
    this.#to = to
  }

  write(text: string): void {
    let from = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === NEWLINE) this.#line++
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (code === BACKSLASH) this.#isEscaped = true
        else if (code === QUOTE) this.#isInString = false
        else if (this.#keyParts !== null && this.#keyParts.length < 200)
          this.#keyParts.push(text[i] as string)
        continue
      }
      if (code <= 32) continue
      this.#sawAnything = true
      const isAtItem = this.#base > 0 && this.#open.length === this.#base
      const char = text[i] as string
      if (isAtItem && (code === COMMA || char === ']')) {
        this.#finishItem(text.slice(from, i))
        if (char === ']') this.#close(char)
        continue
      }
      if (isAtItem && this.#parts === null) {
        this.#parts = []
        this.#length = 0
        this.#itemLine = this.#line
        from = i
      }
      if (code === QUOTE) {
        this.#isInString = true
        this.#keyParts = this.#open.length === 1 && this.#open[0] === '{' ? [] : null
        if (this.#keyParts !== null) this.#key = null
      } else if (char === '{' || char === '[') this.#begin(char)
      else if (char === '}' || char === ']') this.#close(char)
      else if (char === ':' && this.#keyParts !== null) {
        this.#key = this.#keyParts.join('')
        this.#keyParts = null
      } else if (this.#open.length === 0) throw new FileRefused('It is no JSON list or object.', this.#line)
    }
    if (this.#parts !== null) this.#keep(text.slice(from))
  }

  /** @throws FileRefused where the file ends too early, or has no list */
  end(): void {
    if (!this.#sawAnything) throw new FileRefused('It is empty.')
    if (this.#open.length > 0) throw new FileRefused('It ends in the middle.', this.#line)
    if (!this.#sawList) throw new FileRefused('It has no list of memories.', this.#line)
  }

  #begin(char: string): void {
    const isList =
      char === '[' && (this.#open.length === 0 || (this.#open.length === 1 && this.#open[0] === '{'))
    this.#open.push(char)
    if (!isList || this.#base > 0) return
    this.#base = this.#open.length
    this.#list = this.#key ?? ''
    this.#sawList = true
  }

  #close(char: string): void {
    const open = this.#open.pop()
    if (open === undefined || (open === '{') !== (char === '}')) {
      throw new FileRefused(`It is not JSON: "${char}" stands where nothing of its kind is open.`, this.#line)
    }
    if (this.#open.length < this.#base) this.#base = 0
  }

  #keep(part: string): void {
    this.#length += part.length
    if (this.#length <= LONGEST) this.#parts?.push(part)
    else this.#parts = []
  }

  #finishItem(last: string): void {
    if (this.#parts === null) return
    this.#keep(last)
    if (this.#length > LONGEST) this.#to.tooLong(this.#itemLine, LONGEST)
    else this.#to.item(this.#list, this.#parts.join(''), this.#itemLine)
    this.#parts = null
  }
}
