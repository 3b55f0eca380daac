/** Characters of one message. */
const PART = 1_000_000

/** The text of a file, part by part: UTF-8, or UTF-16 where it begins with its mark. */
export async function* fileText(file: Blob): AsyncGenerator<{ text: string; done: number }> {
  const decoder = new TextDecoder(await encodingOf(file))
  let text = ''
  let done = 0
  const reader = file.stream().getReader()
  for (;;) {
    const { value, done: isOver } = await reader.read()
    text += isOver ? decoder.decode() : decoder.decode(value, { stream: true })
    done += value?.byteLength ?? 0
    while (text.length >= PART) {
      yield { text: text.slice(0, PART), done }
      text = text.slice(PART)
    }
    if (isOver) return yield { text, done }
  }
}

const encodingOf = async (file: Blob): Promise<string> => {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
