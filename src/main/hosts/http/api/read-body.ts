import type { Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { isError } from '#contract/errors'
import { parseJson } from '#engine/memory/json-text'
import { HttpProblem } from '../http-problem.ts'

/** JSON that is deeper than that is no request of ours. */
const MOST_DEPTH = 100
const MOST_BYTES = 5 * 1024 * 1024
/** A body that is not here by then, or a stream of which nothing (of lines: no whole line) comes for so long, is given up. */
const SLOWEST_MS = 30_000

const tooLarge = (limit: number): HttpProblem =>
  new HttpProblem(
    413,
    'http/too-large',
    `The body may have ${limit.toLocaleString('en')} bytes at most. Send much in several requests, or as lines to /memories/bulk.`,
  )

const tooSlow = (): HttpProblem =>
  new HttpProblem(408, 'http/too-slow', 'The body did not come in time. Send it again without a pause.')

const notText = (): HttpProblem => new HttpProblem(400, 'http/not-utf-8', 'The body is no UTF-8 text.')

const decoded = (decoder: TextDecoder, bytes?: Uint8Array): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    throw notText()
  }
}

/**
 * The chunks of a body, none of which may keep us waiting. What is left of it when nobody wants more stays unread: the
 * answer can still go out on the same connection.
 */
async function* chunksOf(body: Readable, patience: () => number): AsyncGenerator<Buffer> {
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  for (;;) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooSlow()), patience())
    })
    const step = await Promise.race([iterator.next(), late]).finally(() => clearTimeout(timer))
    if (step.done === true) return
    yield step.value
  }
}

/** A whole body as text. */
const readText = async (
  body: Readable,
  length: string | undefined,
  slowest = SLOWEST_MS,
): Promise<string> => {
  if (Number(length) > MOST_BYTES) throw tooLarge(MOST_BYTES)
  const ends = performance.now() + slowest
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [text, bytes] = ['', 0]
  for await (const chunk of chunksOf(body, () => Math.max(0, ends - performance.now()))) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw tooLarge(MOST_BYTES)
    text += decoded(decoder, chunk)
  }
  return text + decoded(decoder)
}

/** A body as text, part by part, of any length. */
export async function* readParts(body: Readable, patience = () => SLOWEST_MS): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunksOf(body, patience)) yield decoded(decoder, chunk)
  yield decoded(decoder)
}

/**
 * The lines of a body of any length, as they arrive: each time those that are whole by then. A line may be as long as a
 * body, and take as long; what we do with one meanwhile is not counted.
 */
export async function* readLines(body: Readable): AsyncGenerator<readonly string[]> {
  let [rest, ends] = ['', performance.now() + SLOWEST_MS]
  const patience = (): number => Math.max(0, ends - performance.now())
  for await (const part of readParts(body, patience)) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MOST_BYTES) throw tooLarge(MOST_BYTES)
    if (lines.length === 0) continue
    yield lines
    ends = performance.now() + SLOWEST_MS
  }
  if (rest !== '') yield [rest]
}

/** A body as JSON, and as it was written. Nothing at all is `undefined`. */
export const readJson = async (
  body: Readable,
  length: string | undefined,
): Promise<{ readonly text: string; readonly value: unknown }> => {
  const text = await readText(body, length)
  if (text.trim() === '') return { text: '', value: undefined }
  try {
    return { text, value: parseJson(text, MOST_DEPTH) }
  } catch (error) {
    if (!isError(error, 'memory/payload-invalid')) throw error
    const { line, column, reason } = error.data
    throw new HttpProblem(
      400,
      'http/bad-json',
      `The body is not usable JSON at line ${line}, column ${column}: ${reason}.`,
    )
  }
}
