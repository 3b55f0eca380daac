import { randomUUID } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseDeepLink } from '#contract/deep-link'
import type { DesktopRequest } from '#contract/desktop'
import { AppError } from '#contract/errors'
import { plainArguments } from './command-line.ts'

/** Files that wait to be read; more are none that a person opened. */
const MOST_FILES = 20

/** Links and files that the system, or a second start, hands over. The page sees a name and an id, never a path. */
export class HandedOver {
  readonly #files = new Map<string, string>()

  /** What a link is to a window: a memory, or a refusal. */
  link(text: string): DesktopRequest {
    const memory = parseDeepLink(text)
    return memory
      ? { kind: 'memory', namespace: memory.namespace, coordinate: [...memory.coordinate] }
      : { kind: 'refused-link' }
  }

  /** Null where there is no such file. */
  file(path: string): DesktopRequest | null {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat?.isFile() || this.#files.size >= MOST_FILES) return null
    const id = randomUUID()
    this.#files.set(id, path)
    return { kind: 'file', id, name: basename(path), bytes: stat.size }
  }

  /** What stands on a command line beside flags. */
  arguments(argv: readonly string[], folder: string): readonly DesktopRequest[] {
    const plain = plainArguments(argv)
    const links = plain.filter(isLink).map((argument) => this.link(argument))
    const files = plain
      .filter((argument) => !isLink(argument) && IMPORTED.test(argument))
      .map((argument) => this.file(resolve(folder, argument)))
    return [...links, ...files.filter((request) => request !== null)]
  }

  /** Its text, once. */
  async *read(id: string, signal: AbortSignal): AsyncGenerator<string> {
    const path = this.#files.get(id)
    this.#files.delete(id)
    if (path === undefined) {
      throw new AppError('request/invalid', { issues: [{ path: 'id', message: 'no such file was opened' }] })
    }
    for await (const part of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20, signal })) {
      yield part as string
    }
  }
}

/** What Import reads; anything else on the command line is somebody else's. */
const IMPORTED = /\.(jsonl?|ndjson|csv|tsv|md|markdown|graphml|gexf)$/i

const isLink = (argument: string): boolean => /^soma:/i.test(argument)
