import type { AppError, ErrorCode, ErrorData } from '#contract/errors'
import type { Reach } from '#contract/reach'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('errors')

const placeText = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`
const placesText = (places: readonly Reach[]): string => places.map(({ name }) => `“${name}”`).join(', ')
const issuesText = (issues: ErrorData<'request/invalid'>['issues']): string =>
  issues.map(({ path, message }) => (path ? `${path}: ${told(message)}` : told(message))).join('; ')

/** A code without a sentence does not compile, nor one with a value that its error does not have. */
const SENTENCES: { readonly [C in ErrorCode]: (data: ErrorData<C>) => string } = {
  'request/invalid': ({ issues }) => t('issuesOfTheInput', { issues: issuesText(issues) }),
  'request/unknown-method': ({ method }) => t('thereIsNoMethod', { method }),
  'request/cancelled': () => t('theRequestWasCancelled'),
  'request/disconnected': () => t('theConnectionToTheEngine'),
  internal: ({ id }) => t('somethingWentWrongInside', { id }),
  'memory/not-found': ({ namespace, coordinate }) =>
    t('thereIsNoMemoryAt', { namespace, place: placeText(coordinate) }),
  'memory/exists': ({ coordinate }) => t('thereIsAMemoryAt', { place: placeText(coordinate) }),
  'memory/conflict': ({ coordinate, expected, actual }) =>
    t('theMemoryAtPlaceWas', { place: placeText(coordinate), expected, actual }),
  'memory/payload-invalid': ({ line, column, reason }) =>
    t('thePayloadIsNotUsable', { line, column, reason: told(reason) }),
  'memory/payload-too-large': ({ bytes, limit }) => t('thePayloadHasBytes', { bytes, limit }),
  'memory/seal-broken': ({ coordinate }) => t('theEncryptedFieldsOf', { place: placeText(coordinate) }),
  'vector/dimension': ({ actual, expected, embedder }) =>
    t('theVectorHasNumbers', { actual, expected, embedder }),
  'vector/invalid': ({ reason }) => t('theVectorIsNotUsable', { reason: told(reason) }),
  'version/not-found': ({ coordinate, version }) =>
    t('theMemoryHasNoVersion', { place: placeText(coordinate), version }),
  'link/not-found': ({ from, to, type }) =>
    t('thereIsNoLinkFrom', { from: placeText(from), to: placeText(to), type }),
  'import/file': ({ reason }) => t('theFileCannotBeImported', { reason: told(reason) }),
  'export/folder': ({ reason }) => t('theNotesCannotBeWritten', { reason: told(reason) }),
  'namespace/not-found': ({ namespace }) => t('thereIsNoNamespace', { namespace }),
  'namespace/exists': ({ namespace }) => t('aNamespaceExistsAlready', { namespace }),
  'golden/not-found': ({ set, namespace, entry }) =>
    t('thereIsNoGoldenSet', { set, namespace, entry: entry === undefined ? 'no' : 'yes' }),
  'golden/exists': ({ set }) => t('aGoldenSetExistsAlready', { set }),
  'golden/full': ({ set, limit }) => t('theGoldenSetHasQueries', { set, limit }),
  'recording/not-found': ({ name }) => t('thereIsNoRecording', { name }),
  'recording/exists': ({ name }) => t('aRecordingExistsAlready', { name }),
  'tuning/impossible': ({ reason }) => t('thereIsNothingToTune', { reason: told(reason) }),
  'map/impossible': ({ reason }) => t('noMapCanBeMade', { reason: told(reason) }),
  'query/not-found': ({ name }) => t('thereIsNoSavedQuery', { name }),
  'query/exists': ({ name }) => t('aSavedQueryExistsAlready', { name }),
  'gate/not-found': () => t('thisWriteIsNotInThe'),
  'gate/no-nearest': () => t('thereWasNoMemoryNear'),
  'change/not-undoable': ({ reason }) => t('thisChangeCannotBeUndone', { reason: told(reason) }),
  'setting/unknown': ({ key, nearest }) => t('thereIsNoSetting', { key, nearest }),
  'setting/fixed': ({ key, by }) => t('keyIsFixedByWhom', { key, by: told(by) }),
  'setting/elsewhere': ({ key }) => t('keyCannotBeChanged', { key }),
  'setting/invalid': ({ key, allowed, reason }) =>
    t('keyMustBeAllowed', { key, allowed: told(allowed), reason: told(reason) }),
  'adviser/not-set': ({ setting }) => t('noLanguageModelIsSet', { setting }),
  'adviser/failed': ({ reason }) => t('theLanguageModelGave', { reason: told(reason) }),
  'hook/vetoed': ({ event, reason }) => t('aListenerOfEvent', { event, reason: told(reason) }),
  'embedder/unusable': ({ reason }) => t('theEmbedderCannotBeUsed', { reason: told(reason) }),
  'embedder/in-use': ({ embedder }) => t('theVectorsInUseAre', { embedder }),
  'embedder/busy': ({ embedder }) => t('aChangeToEmbedderIs', { embedder }),
  'embedder/no-change': () => t('noChangeOfTheEmbedder'),
  'embedder/no-previous': () => t('noVectorsBeforeThisOne'),
  'embedder/not-kept': ({ embedder, kept }) =>
    t('noVectorsOfEmbedder', { embedder, kept: kept ?? '', others: kept === null ? 'no' : 'yes' }),
  'store/read-only': ({ reason }) => t('theStoreIsOpenRead', { reason: told(reason) }),
  'connection/closed': ({ reason }) => t('reasonOfTheConnection', { reason: told(reason) }),
  'connection/not-found': ({ id }) => t('thereIsNoConnection', { id }),
  'connection/name-taken': ({ name }) => t('aConnectionExistsAlready', { name }),
  'connection/invalid': ({ reason }) => t('reasonOfTheField', { reason: told(reason) }),
  'connection/in-use': ({ name }) => t('nameIsOpenSwitch', { name }),
  'connection/busy': ({ work }) => t('thisIsStillUnderWay', { work: work.map(told).join(', ') }),
  'connection/unusable': ({ reason }) => t('reasonOfThePlace', { reason: told(reason) }),
  'connection/move-refused': ({ reason }) => t('reasonOfTheMove', { reason: told(reason) }),
  'reach/unconfirmed': ({ places }) => t('nobodyHasAllowedPlaces', { places: placesText(places) }),
  'reach/refused': ({ places }) => t('placesWasNotAllowed', { places: placesText(places) }),
  'reach/code-wrong': ({ left }) => t('thatIsNotTheCode', { left }),
  'store/no-backup': () => t('thereIsNoBackupTo'),
  'store/busy': ({ work }) => t('aBackupIsNotPutInPlace', { work: work.map(told).join(', ') }),
}

/** What an error says, in the language of now, reasons within it too as far as they are known. */
export const errorSentence = ({ code, data }: AppError): string =>
  (SENTENCES[code] as (data: ErrorData<ErrorCode>) => string)(data)
