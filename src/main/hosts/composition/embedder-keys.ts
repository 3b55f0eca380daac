import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { EmbedderSettings } from '#contract/embedders'

const Keys = z.record(z.string(), z.string())

/**
 * The keys of servers that make vectors. They lie beside the token, readable by the owner alone, and never in the
 * database: that is copied, backed up and sent around (SEC-2).
 */
export class EmbedderKeys {
  readonly #file: string | null
  readonly #keys = new Map<string, string>()

  /** @param dataDir null where nothing outlives the program */
  constructor(dataDir: string | null) {
    this.#file = dataDir === null ? null : join(dataDir, 'embedder-keys.json')
    if (this.#file !== null)
      for (const [name, key] of Object.entries(read(this.#file))) this.#keys.set(name, key)
  }

  keep(settings: EmbedderSettings): void {
    if (settings.api_key === undefined) return
    this.#keys.set(nameOf(settings), settings.api_key)
    if (this.#file === null) return
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 })
    const part = `${this.#file}.part`
    writeFileSync(part, JSON.stringify(Object.fromEntries(this.#keys), null, 2), { mode: 0o600 })
    renameSync(part, this.#file)
  }

  /** The settings with the key that was kept for them. */
  complete(settings: EmbedderSettings): EmbedderSettings {
    const key = settings.api_key ?? this.#keys.get(nameOf(settings))
    return key === undefined ? settings : { ...settings, api_key: key }
  }
}

/** A key belongs to a server: it is never sent to another one. */
const nameOf = ({ provider, url = '' }: EmbedderSettings): string =>
  createHash('sha256').update(`${provider} ${url}`).digest('base64url')

const read = (file: string): Record<string, string> => {
  try {
    return Keys.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}
