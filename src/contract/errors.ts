import { z } from 'zod'
import { Reach } from './reach.ts'

/**
 * The one error registry: code, HTTP status, data, and a sentence that says what was wrong and what would be right.
 * A procedure declares which codes it may give; anything else crosses as `internal` with an id, and stack, path and
 * driver text stay in the log. An expected outcome (a gate's skip, an empty search) is a result, not an error.
 */
const define = <D extends z.ZodType>(status: number, data: D, sentence: (data: z.output<D>) => string) => ({
  status,
  data,
  sentence,
})

const coordinateText = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`
const namesOf = (places: readonly Reach[]): string => places.map(({ name }) => `“${name}”`).join(', ')
const Place = z.strictObject({ namespace: z.string(), coordinate: z.array(z.number()) })

export const errors = {
  'request/invalid': define(
    400,
    z.strictObject({ issues: z.array(z.strictObject({ path: z.string(), message: z.string() })) }),
    ({ issues }) => issues.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message)).join('; '),
  ),
  'request/unknown-method': define(
    404,
    z.strictObject({ method: z.string() }),
    ({ method }) => `There is no method "${method}". Is the app newer than the program it talks to?`,
  ),
  'request/cancelled': define(499, z.strictObject({}), () => 'The request was cancelled.'),
  'request/disconnected': define(
    503,
    z.strictObject({}),
    () =>
      'The connection to the engine is lost and is tried again by itself. See whether a change that was on its way arrived.',
  ),
  internal: define(
    500,
    z.strictObject({ id: z.string() }),
    ({ id }) => `Something went wrong inside. The log has the details under ${id}.`,
  ),
  'memory/not-found': define(
    404,
    Place,
    ({ namespace, coordinate }) => `There is no memory at ${coordinateText(coordinate)} in "${namespace}".`,
  ),
  'memory/exists': define(
    409,
    Place,
    ({ coordinate }) =>
      `There is a memory at ${coordinateText(coordinate)} already. Choose another coordinate, or edit that one.`,
  ),
  'memory/conflict': define(
    409,
    Place.extend({ expected: z.int(), actual: z.int() }),
    ({ coordinate, expected, actual }) =>
      `The memory at ${coordinateText(coordinate)} was changed meanwhile (version ${actual}, you edited ${expected}). Compare them before you save.`,
  ),
  'memory/payload-invalid': define(
    400,
    z.strictObject({ reason: z.string(), line: z.int(), column: z.int() }),
    ({ reason, line, column }) => `The payload is not usable at line ${line}, column ${column}: ${reason}`,
  ),
  'memory/payload-too-large': define(
    413,
    z.strictObject({ bytes: z.int(), limit: z.int() }),
    ({ bytes, limit }) =>
      `The payload has ${bytes.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} are allowed.`,
  ),
  'memory/seal-broken': define(
    422,
    Place,
    ({ coordinate }) =>
      `The encrypted fields of the memory at ${coordinateText(coordinate)} do not open: they were altered, or belong to another memory. Restore an earlier version, or a backup.`,
  ),
  'vector/dimension': define(
    400,
    z.strictObject({ actual: z.int(), expected: z.int(), embedder: z.string() }),
    ({ actual, expected, embedder }) =>
      `The vector has ${actual.toLocaleString('en')} numbers; ${embedder} needs ${expected.toLocaleString('en')}.`,
  ),
  'vector/invalid': define(
    400,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `The vector is not usable: ${reason}.`,
  ),
  'version/not-found': define(
    404,
    Place.extend({ version: z.int() }),
    ({ coordinate, version }) => `The memory at ${coordinateText(coordinate)} has no version ${version}.`,
  ),
  'link/not-found': define(
    404,
    z.strictObject({
      namespace: z.string(),
      from: z.array(z.number()),
      to: z.array(z.number()),
      type: z.string(),
    }),
    ({ from, to, type }) =>
      `There is no link "${type}" from ${coordinateText(from)} to ${coordinateText(to)}. A link is known by its ends, its direction and its type.`,
  ),
  'import/file': define(
    400,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `The file cannot be imported: ${reason}`,
  ),
  'export/folder': define(
    409,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `The notes cannot be written: ${reason}`,
  ),
  'namespace/not-found': define(
    404,
    z.strictObject({ namespace: z.string() }),
    ({ namespace }) => `There is no namespace "${namespace}".`,
  ),
  'namespace/exists': define(
    409,
    z.strictObject({ namespace: z.string() }),
    ({ namespace }) => `A namespace "${namespace}" exists already. Choose another name.`,
  ),
  'golden/not-found': define(
    404,
    z.strictObject({ namespace: z.string(), set: z.string(), entry: z.string().optional() }),
    ({ namespace, set, entry }) =>
      entry === undefined
        ? `There is no golden set "${set}" in "${namespace}".`
        : `The golden set "${set}" has no such query any more.`,
  ),
  'golden/exists': define(
    409,
    z.strictObject({ set: z.string() }),
    ({ set }) => `A golden set "${set}" exists already. Choose another name.`,
  ),
  'golden/full': define(
    409,
    z.strictObject({ set: z.string(), limit: z.int() }),
    ({ set, limit }) =>
      `The golden set "${set}" has ${limit.toLocaleString('en')} queries, which is the most. Begin another set.`,
  ),
  'recording/not-found': define(
    404,
    z.strictObject({ name: z.string() }),
    ({ name }) => `There is no recording "${name}".`,
  ),
  'recording/exists': define(
    409,
    z.strictObject({ name: z.string() }),
    ({ name }) => `A recording "${name}" exists already. Choose another name.`,
  ),
  'tuning/impossible': define(
    409,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `There is nothing to tune now. ${reason}`,
  ),
  'map/impossible': define(
    409,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `No map can be made now. ${reason}`,
  ),
  'query/not-found': define(
    404,
    z.strictObject({ name: z.string() }),
    ({ name }) => `There is no saved query "${name}".`,
  ),
  'query/exists': define(
    409,
    z.strictObject({ name: z.string() }),
    ({ name }) => `A saved query "${name}" exists already. Replace it, or choose another name.`,
  ),
  'gate/not-found': define(
    404,
    z.strictObject({ entry: z.string() }),
    () =>
      'This write is not in the inbox any more: it was stored, merged or thrown away, or the inbox was full.',
  ),
  'gate/no-nearest': define(
    409,
    z.strictObject({ entry: z.string() }),
    () =>
      'There was no memory near this write, so there is none to merge it into. Store it, or throw it away.',
  ),
  'change/not-undoable': define(
    409,
    z.strictObject({ seq: z.int(), reason: z.string() }),
    ({ reason }) => `This change cannot be undone: ${reason}`,
  ),
  'setting/unknown': define(
    404,
    z.strictObject({ key: z.string(), nearest: z.string() }),
    ({ key, nearest }) => `There is no setting "${key}". Did you mean "${nearest}"?`,
  ),
  'setting/fixed': define(
    409,
    z.strictObject({ key: z.string(), by: z.string() }),
    ({ key, by }) => `"${key}" is fixed by ${by}. Change it there, or take it out there to choose it here.`,
  ),
  'setting/elsewhere': define(
    409,
    z.strictObject({ key: z.string() }),
    ({ key }) =>
      `"${key}" cannot be changed while the app runs. Set it in the configuration file or the environment, and start again.`,
  ),
  'setting/invalid': define(
    400,
    z.strictObject({ key: z.string(), reason: z.string(), allowed: z.string() }),
    ({ key, reason, allowed }) => `"${key}" must be ${allowed}: ${reason}.`,
  ),
  'adviser/not-set': define(
    409,
    z.strictObject({ setting: z.string() }),
    ({ setting }) => `No language model is set for this. Name one in ${setting}.`,
  ),
  'adviser/failed': define(
    502,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `The language model gave no answer of use: ${reason}`,
  ),
  'hook/vetoed': define(
    409,
    z.strictObject({ event: z.string(), reason: z.string() }),
    ({ event, reason }) => `A listener of ${event} does not allow this: ${reason}`,
  ),
  'embedder/unusable': define(
    422,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `The embedder cannot be used: ${reason}`,
  ),
  'embedder/in-use': define(
    409,
    z.strictObject({ embedder: z.string() }),
    ({ embedder }) => `The vectors in use are those of ${embedder} already.`,
  ),
  'embedder/busy': define(
    409,
    z.strictObject({ embedder: z.string() }),
    ({ embedder }) => `A change to ${embedder} is under way. Let it end, or cancel it first.`,
  ),
  'embedder/no-change': define(
    409,
    z.strictObject({}),
    () => 'No change of the embedder is under way, or it is at its very end.',
  ),
  'embedder/no-previous': define(
    409,
    z.strictObject({}),
    () => 'No vectors of an embedder before this one are kept.',
  ),
  'embedder/not-kept': define(
    404,
    z.strictObject({ embedder: z.string(), kept: z.string().nullable() }),
    ({ embedder, kept }) =>
      kept === null
        ? `No vectors of ${embedder} are kept, nor of any other embedder before the present one.`
        : `No vectors of ${embedder} are kept. Those of ${kept} are.`,
  ),
  'store/read-only': define(
    403,
    z.strictObject({ reason: z.string() }),
    ({ reason }) => `The store is open read-only: ${reason}`,
  ),
  'connection/closed': define(403, z.strictObject({ reason: z.string() }), ({ reason }) => reason),
  'connection/not-found': define(
    404,
    z.strictObject({ id: z.string() }),
    ({ id }) => `There is no connection "${id}" any more.`,
  ),
  'connection/name-taken': define(
    409,
    z.strictObject({ name: z.string() }),
    ({ name }) => `A connection "${name}" exists already. Choose another name.`,
  ),
  'connection/invalid': define(
    400,
    z.strictObject({ field: z.string(), reason: z.string() }),
    ({ reason }) => reason,
  ),
  'connection/in-use': define(
    409,
    z.strictObject({ name: z.string() }),
    ({ name }) => `"${name}" is open. Switch to another connection first.`,
  ),
  'connection/busy': define(
    409,
    z.strictObject({ work: z.array(z.string()) }),
    ({ work }) => `This is still under way, and would end: ${work.join(', ')}.`,
  ),
  'connection/unusable': define(422, z.strictObject({ reason: z.string() }), ({ reason }) => reason),
  'connection/move-refused': define(409, z.strictObject({ reason: z.string() }), ({ reason }) => reason),
  'reach/unconfirmed': define(
    403,
    z.strictObject({ id: z.string(), places: z.array(Reach) }),
    ({ places }) =>
      `Nobody has allowed ${namesOf(places)} yet. A code stands in the terminal that this program runs in: whoever types it allows that.`,
  ),
  'reach/refused': define(
    403,
    z.strictObject({ places: z.array(Reach) }),
    ({ places }) =>
      `${namesOf(places)} was not allowed, so nothing was changed. It can be named in the configuration or on the command line too.`,
  ),
  'reach/code-wrong': define(403, z.strictObject({ left: z.int() }), ({ left }) =>
    left > 0
      ? `That is not the code that stands in the terminal. ${left === 1 ? 'One more try.' : `${left.toLocaleString('en')} more tries.`}`
      : 'That is not the code, or it is too old. Ask again for another one.',
  ),
  'store/busy': define(
    409,
    z.strictObject({ work: z.array(z.string()) }),
    ({ work }) =>
      `This is still under way, and would end: ${work.join(', ')}. Let it end, or cancel it, before a backup is put in its place.`,
  ),
  'store/no-backup': define(
    404,
    z.strictObject({}),
    () => 'There is no backup to restore yet. One is made each day the app runs.',
  ),
} as const

export type ErrorCode = keyof typeof errors
export type ErrorData<C extends ErrorCode> = z.output<(typeof errors)[C]['data']>

/** An error of the registry. Tests and callers look at `code`, never at the sentence. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError'
  readonly code: C
  readonly data: ErrorData<C>

  constructor(code: C, data: ErrorData<C>, options?: ErrorOptions) {
    super((errors[code].sentence as (data: ErrorData<C>) => string)(data), options)
    this.code = code
    this.data = data
  }
}

export const fail = <C extends ErrorCode>(code: C, data: ErrorData<C>): never => {
  throw new AppError(code, data)
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError

export const isError = <C extends ErrorCode>(error: unknown, code: C): error is AppError<C> =>
  error instanceof AppError && error.code === code
