import type { ErrorCode, ErrorData } from './error-data.ts'
import type { Reach } from './reach.ts'

export type { ErrorCode, ErrorData } from './error-data.ts'

interface Told<C extends ErrorCode> {
  /** Of HTTP. */
  readonly status: number
  /** What was wrong, and what would be right. */
  readonly sentence: (data: ErrorData<C>) => string
}

const coordinateText = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`
const namesOf = (places: readonly Reach[]): string => places.map(({ name }) => `“${name}”`).join(', ')

/**
 * The one error registry: code, HTTP status and sentence, beside the data of each (error-data.ts). Every thread throws these, so
 * no schema is made here. A procedure declares which codes it may give; anything else crosses as `internal` with an id, and
 * stack, path and driver text stay in the log. An expected outcome (a gate's skip, an empty search) is a result, not an error.
 */
export const errors: { readonly [C in ErrorCode]: Told<C> } = {
  'request/invalid': {
    status: 400,
    sentence: ({ issues }) => issues.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message)).join('; '),
  },
  'request/unknown-method': {
    status: 404,
    sentence: ({ method }) =>
      `There is no method "${method}". Is the app newer than the program it talks to?`,
  },
  'request/cancelled': { status: 499, sentence: () => 'The request was cancelled.' },
  'request/disconnected': {
    status: 503,
    sentence: () =>
      'The connection to the engine is lost and is tried again by itself. See whether a change that was on its way arrived.',
  },
  internal: {
    status: 500,
    sentence: ({ id }) => `Something went wrong inside. The log has the details under ${id}.`,
  },
  'memory/not-found': {
    status: 404,
    sentence: ({ namespace, coordinate }) =>
      `There is no memory at ${coordinateText(coordinate)} in "${namespace}".`,
  },
  'memory/exists': {
    status: 409,
    sentence: ({ coordinate }) =>
      `There is a memory at ${coordinateText(coordinate)} already. Choose another coordinate, or edit that one.`,
  },
  'memory/conflict': {
    status: 409,
    sentence: ({ coordinate, expected, actual }) =>
      `The memory at ${coordinateText(coordinate)} was changed meanwhile (version ${actual}, you edited ${expected}). Compare them before you save.`,
  },
  'memory/payload-invalid': {
    status: 400,
    sentence: ({ reason, line, column }) =>
      `The payload is not usable at line ${line}, column ${column}: ${reason}`,
  },
  'memory/payload-too-large': {
    status: 413,
    sentence: ({ bytes, limit }) =>
      `The payload has ${bytes.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} are allowed.`,
  },
  'memory/seal-broken': {
    status: 422,
    sentence: ({ coordinate }) =>
      `The encrypted fields of the memory at ${coordinateText(coordinate)} do not open: they were altered, or belong to another memory. Restore an earlier version, or a backup.`,
  },
  'vector/dimension': {
    status: 400,
    sentence: ({ actual, expected, embedder }) =>
      `The vector has ${actual.toLocaleString('en')} numbers; ${embedder} needs ${expected.toLocaleString('en')}.`,
  },
  'vector/invalid': { status: 400, sentence: ({ reason }) => `The vector is not usable: ${reason}.` },
  'version/not-found': {
    status: 404,
    sentence: ({ coordinate, version }) =>
      `The memory at ${coordinateText(coordinate)} has no version ${version}.`,
  },
  'link/not-found': {
    status: 404,
    sentence: ({ from, to, type }) =>
      `There is no link "${type}" from ${coordinateText(from)} to ${coordinateText(to)}. A link is known by its ends, its direction and its type.`,
  },
  'import/file': { status: 400, sentence: ({ reason }) => `The file cannot be imported: ${reason}` },
  'export/folder': { status: 409, sentence: ({ reason }) => `The notes cannot be written: ${reason}` },
  'namespace/not-found': {
    status: 404,
    sentence: ({ namespace }) => `There is no namespace "${namespace}".`,
  },
  'namespace/exists': {
    status: 409,
    sentence: ({ namespace }) => `A namespace "${namespace}" exists already. Choose another name.`,
  },
  'golden/not-found': {
    status: 404,
    sentence: ({ namespace, set, entry }) =>
      entry === undefined
        ? `There is no golden set "${set}" in "${namespace}".`
        : `The golden set "${set}" has no such query any more.`,
  },
  'golden/exists': {
    status: 409,
    sentence: ({ set }) => `A golden set "${set}" exists already. Choose another name.`,
  },
  'golden/full': {
    status: 409,
    sentence: ({ set, limit }) =>
      `The golden set "${set}" has ${limit.toLocaleString('en')} queries, which is the most. Begin another set.`,
  },
  'recording/not-found': { status: 404, sentence: ({ name }) => `There is no recording "${name}".` },
  'recording/exists': {
    status: 409,
    sentence: ({ name }) => `A recording "${name}" exists already. Choose another name.`,
  },
  'tuning/impossible': { status: 409, sentence: ({ reason }) => `There is nothing to tune now. ${reason}` },
  'map/impossible': { status: 409, sentence: ({ reason }) => `No map can be made now. ${reason}` },
  'query/not-found': { status: 404, sentence: ({ name }) => `There is no saved query "${name}".` },
  'query/exists': {
    status: 409,
    sentence: ({ name }) => `A saved query "${name}" exists already. Replace it, or choose another name.`,
  },
  'gate/not-found': {
    status: 404,
    sentence: () =>
      'This write is not in the inbox any more: it was stored, merged or thrown away, or the inbox was full.',
  },
  'gate/no-nearest': {
    status: 409,
    sentence: () =>
      'There was no memory near this write, so there is none to merge it into. Store it, or throw it away.',
  },
  'change/not-undoable': { status: 409, sentence: ({ reason }) => `This change cannot be undone: ${reason}` },
  'setting/unknown': {
    status: 404,
    sentence: ({ key, nearest }) => `There is no setting "${key}". Did you mean "${nearest}"?`,
  },
  'setting/fixed': {
    status: 409,
    sentence: ({ key, by }) =>
      `"${key}" is fixed by ${by}. Change it there, or take it out there to choose it here.`,
  },
  'setting/elsewhere': {
    status: 409,
    sentence: ({ key }) =>
      `"${key}" cannot be changed while the app runs. Set it in the configuration file or the environment, and start again.`,
  },
  'setting/invalid': {
    status: 400,
    sentence: ({ key, reason, allowed }) => `"${key}" must be ${allowed}: ${reason}.`,
  },
  'adviser/not-set': {
    status: 409,
    sentence: ({ setting }) => `No language model is set for this. Name one in ${setting}.`,
  },
  'adviser/failed': {
    status: 502,
    sentence: ({ reason }) => `The language model gave no answer of use: ${reason}`,
  },
  'hook/vetoed': {
    status: 409,
    sentence: ({ event, reason }) => `A listener of ${event} does not allow this: ${reason}`,
  },
  'embedder/unusable': { status: 422, sentence: ({ reason }) => `The embedder cannot be used: ${reason}` },
  'embedder/in-use': {
    status: 409,
    sentence: ({ embedder }) => `The vectors in use are those of ${embedder} already.`,
  },
  'embedder/busy': {
    status: 409,
    sentence: ({ embedder }) => `A change to ${embedder} is under way. Let it end, or cancel it first.`,
  },
  'embedder/no-change': {
    status: 409,
    sentence: () => 'No change of the embedder is under way, or it is at its very end.',
  },
  'embedder/no-previous': {
    status: 409,
    sentence: () => 'No vectors of an embedder before this one are kept.',
  },
  'embedder/not-kept': {
    status: 404,
    sentence: ({ embedder, kept }) =>
      kept === null
        ? `No vectors of ${embedder} are kept, nor of any other embedder before the present one.`
        : `No vectors of ${embedder} are kept. Those of ${kept} are.`,
  },
  'store/read-only': { status: 403, sentence: ({ reason }) => `The store is open read-only: ${reason}` },
  'connection/closed': { status: 403, sentence: ({ reason }) => reason },
  'connection/not-found': { status: 404, sentence: ({ id }) => `There is no connection "${id}" any more.` },
  'connection/name-taken': {
    status: 409,
    sentence: ({ name }) => `A connection "${name}" exists already. Choose another name.`,
  },
  'connection/invalid': { status: 400, sentence: ({ reason }) => reason },
  'connection/in-use': {
    status: 409,
    sentence: ({ name }) => `"${name}" is open. Switch to another connection first.`,
  },
  'connection/busy': {
    status: 409,
    sentence: ({ work }) => `This is still under way, and would end: ${work.join(', ')}.`,
  },
  'connection/unusable': { status: 422, sentence: ({ reason }) => reason },
  'connection/move-refused': { status: 409, sentence: ({ reason }) => reason },
  'reach/unconfirmed': {
    status: 403,
    sentence: ({ places }) =>
      `Nobody has allowed ${namesOf(places)} yet. A code stands in the terminal that this program runs in: whoever types it allows that.`,
  },
  'reach/refused': {
    status: 403,
    sentence: ({ places }) =>
      `${namesOf(places)} was not allowed, so nothing was changed. It can be named in the configuration or on the command line too.`,
  },
  'reach/code-wrong': {
    status: 403,
    sentence: ({ left }) =>
      left > 0
        ? `That is not the code that stands in the terminal. ${left === 1 ? 'One more try.' : `${left.toLocaleString('en')} more tries.`}`
        : 'That is not the code, or it is too old. Ask again for another one.',
  },
  'store/busy': {
    status: 409,
    sentence: ({ work }) =>
      `This is still under way, and would end: ${work.join(', ')}. Let it end, or cancel it, before a backup is put in its place.`,
  },
  'store/no-backup': {
    status: 404,
    sentence: () => 'There is no backup to restore yet. One is made each day the app runs.',
  },
}

/** An error of the registry. Tests and callers look at `code`, never at the sentence. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError'
  readonly code: C
  readonly data: ErrorData<C>

  constructor(code: C, data: ErrorData<C>, options?: ErrorOptions) {
    super(errors[code].sentence(data), options)
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
