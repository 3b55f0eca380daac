import { createHash } from 'node:crypto'
import { type Embedder, type EmbedOptions, TextRefused } from '#engine/ports'
import { readEndpoint } from '#services/endpoint'
import { createLanes, type Lane, type Lanes } from '#services/lanes'
import { InputTooLong } from '#services/refusal-of-status'
import { ServiceFault } from '#services/service-fault'
import { systemTiming, type Timing } from '#services/timing'
import { withRetries } from '#services/with-retries'
import { HealthRecord } from '../health-record.ts'
import { prepareText } from '../prepare-text.ts'
import { writeUnit } from '../write-unit.ts'
import { type Batch, planBatches } from './plan-batches.ts'
import { postTexts, SETTING, type Service, serverName } from './post-texts.ts'

export interface OpenAiSettings {
  readonly url: string
  readonly model: string
  readonly apiKey?: string | undefined
  /** Asked of the server, which shortens its vectors if it can. */
  readonly dimension?: number | undefined
  /** What the model gave before: good enough to start with where the server does not answer. */
  readonly knownDimension?: number | undefined
  readonly allowInsecure?: boolean | undefined
  readonly timeoutSeconds: number
  readonly batchSize: number
  readonly queryPrefix: string
  readonly documentPrefix: string
}

export interface OpenAiSurroundings {
  readonly fetch?: typeof fetch
  readonly timing?: Timing
  readonly health?: HealthRecord
}

/** Characters of one request, and of one text: more than models read (8,192 tokens), less than servers choke on. */
const BATCH_CHARACTERS = 100_000
const TEXT_CHARACTERS = 32_000
const EMBEDDINGS = { root: '/v1', end: '/embeddings' }
/** A text that is refused as too long is halved down to this. */
const SHORTEST_CUT = 250

/**
 * An embedder behind any server that speaks OpenAI's `/v1/embeddings` (EMB-3). Without a dimension it asks once for a
 * vector to learn it, so that opening may fail as asking does, unless it was known before.
 * @throws ServiceFault
 */
export const openOpenAiEmbedder = async (
  settings: OpenAiSettings,
  surroundings: OpenAiSurroundings = {},
): Promise<Embedder> => {
  const client = new OpenAiClient(settings, surroundings)
  const dimension = settings.dimension ?? (await client.findDimension())
  return {
    id: idOf(client.name, settings, dimension),
    dimension,
    embed: (texts, options) => client.embed(texts, dimension, options),
  }
}

/** Every setting that changes the vectors of memories is in it; the prefix of questions does not. */
const idOf = (name: string, { model, documentPrefix }: OpenAiSettings, dimension: number): string => {
  const digest = createHash('sha256').update(documentPrefix).digest('hex').slice(0, 8)
  return `openai:${name}#${model}@${dimension}${documentPrefix === '' ? '' : `+${digest}`}`
}

class OpenAiClient {
  readonly #service: Service
  readonly #settings: OpenAiSettings
  readonly #health: HealthRecord
  readonly #lanes: Lanes

  constructor(
    settings: OpenAiSettings,
    { fetch: ask = fetch, timing = systemTiming, health }: OpenAiSurroundings,
  ) {
    const { apiKey, model, dimension, allowInsecure = false, timeoutSeconds } = settings
    // What fetch says about such a header would repeat the key.
    if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new ServiceFault(
        'misconfigured',
        'embedding.api_key holds white space or other characters that no key has.',
      )
    }
    const endpoint = readEndpoint(settings.url, { allowInsecure, setting: SETTING, path: EMBEDDINGS })
    this.#service = { endpoint, model, apiKey, dimension, fetch: ask, timing }
    this.#settings = settings
    this.#health = health ?? new HealthRecord(timing.now)
    this.#lanes = createLanes(timeoutSeconds * 1000, timing.elapsed)
  }

  get name(): string {
    return this.#service.endpoint.name
  }

  /** Asks once: a start that waits is worse than one that says what is missing. */
  async findDimension(): Promise<number> {
    const { knownDimension } = this.#settings
    const lane = knownDimension === undefined ? this.#lanes.patient : this.#lanes.urgent
    try {
      const [row] = await this.#askOnce(['dimension'], lane, new AbortController().signal)
      return row?.length as number
    } catch (error) {
      if (knownDimension !== undefined && error instanceof ServiceFault) return knownDimension
      throw error
    }
  }

  /** All of the texts, or none: the first failure ends what is still asked for. */
  async embed(
    texts: readonly string[],
    dimension: number,
    options: EmbedOptions = {},
  ): Promise<Float32Array> {
    const { signal, kind, isUrgent = false } = options
    signal?.throwIfAborted()
    const { queryPrefix, documentPrefix, batchSize } = this.#settings
    const lane = isUrgent ? this.#lanes.urgent : this.#lanes.patient
    const prefix = kind === 'query' ? queryPrefix : documentPrefix
    const prepared = texts.map((text) => prepareText(text, { prefix, most: TEXT_CHARACTERS }))
    const out = new Float32Array(texts.length * dimension)
    const failed = new AbortController()
    const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
    const run = async (batch: Batch): Promise<void> => {
      either.throwIfAborted()
      await this.#embedBatch(batch, { lane, signal: either, dimension, out })
    }
    const batches = planBatches(prepared, { texts: batchSize, characters: BATCH_CHARACTERS })
    try {
      await Promise.all(batches.map((batch) => lane.queue.add(() => run(batch))))
    } catch (error) {
      failed.abort(error)
      throw error
    }
    return out
  }

  /** A batch that is too long is halved, and a text that is too long is shortened: its beginning speaks for it. */
  async #embedBatch(
    { from, texts }: Batch,
    into: {
      readonly lane: Lane
      readonly signal: AbortSignal
      readonly dimension: number
      readonly out: Float32Array
    },
  ): Promise<void> {
    try {
      const rows = await this.#ask(texts, into.lane, into.signal, into.dimension)
      rows.forEach((row, i) => {
        const isUnit = writeUnit(row, into.out, (from + i) * into.dimension)
        if (!isUnit)
          throw new TextRefused(
            from + i,
            `${serverName(this.#service.endpoint)} gave a vector without direction.`,
          )
      })
    } catch (error) {
      if (!(error instanceof InputTooLong)) throw error
      const [only = ''] = texts
      if (texts.length > 1) {
        const half = texts.length >> 1
        await this.#embedBatch({ from, texts: texts.slice(0, half) }, into)
        await this.#embedBatch({ from: from + half, texts: texts.slice(half) }, into)
      } else if (only.length > SHORTEST_CUT) {
        const shorter = Math.max(SHORTEST_CUT, only.length >> 1)
        await this.#embedBatch({ from, texts: [only.slice(0, shorter).toWellFormed()] }, into)
      } else throw new TextRefused(from, error.message)
    }
  }

  #ask(
    texts: readonly string[],
    lane: Lane,
    signal: AbortSignal,
    dimension?: number,
  ): Promise<readonly (readonly number[])[]> {
    const { timing } = this.#service
    return withRetries(() => this.#askOnce(texts, lane, signal, dimension), lane.retries, timing, signal)
  }

  async #askOnce(
    texts: readonly string[],
    lane: Lane,
    signal: AbortSignal,
    dimension?: number,
  ): Promise<readonly (readonly number[])[]> {
    lane.breaker.enter()
    const { timing } = this.#service
    const started = timing.elapsed()
    try {
      const rows = await postTexts(this.#service, texts, { timeoutMs: lane.timeoutMs, signal })
      this.#checkDimension(rows, dimension)
      this.#succeeded(lane, timing.elapsed() - started)
      return rows
    } catch (error) {
      if (error instanceof InputTooLong) this.#succeeded(lane, timing.elapsed() - started)
      else if (!(error instanceof ServiceFault)) lane.breaker.abandoned()
      else {
        lane.breaker.failed(error)
        this.#health.failed(error)
      }
      throw error
    }
  }

  #succeeded(lane: Lane, latency: number): void {
    lane.breaker.succeeded()
    // Who is fast enough for those who wait is for those who don't, but not the other way round.
    if (latency < this.#lanes.urgent.timeoutMs) this.#lanes.urgent.breaker.succeeded()
    if (lane === this.#lanes.urgent) this.#lanes.patient.breaker.succeeded()
    this.#health.succeeded(latency)
  }

  #checkDimension(rows: readonly (readonly number[])[], wanted = rows[0]?.length ?? 0): void {
    const odd = rows.find((row) => row.length !== wanted)
    if (odd === undefined) return
    const server = serverName(this.#service.endpoint)
    throw new ServiceFault(
      'misconfigured',
      `${server} gives vectors of ${odd.length} numbers for "${this.#service.model}" where ${wanted} are expected. Check embedding.model and embedding.dimension.`,
    )
  }
}
