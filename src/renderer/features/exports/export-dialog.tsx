import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { EncryptionState } from '#contract/app'
import type { ExportFormat } from '#contract/graph-files'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { ProgressBar } from '#ui/progress-bar'
import { Select } from '#ui/select'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { isCancelled } from '../../api/describe-error.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-number.ts'
import { saveAs } from '../../ui/save-as.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { toast } from '../../workspace/use-workspace.ts'
import styles from './export-dialog.module.css'
import { type ExportScope, exportFile, exportToFolder, hasVersions, nameOf } from './export-file.ts'

const t = wordsOf('exports')

const FORMATS: readonly {
  readonly value: ExportFormat
  readonly label: string
  readonly detail: string
}[] = [
  {
    value: 'jsonl',
    label: 'JSON Lines',
    get detail() {
      return t('everythingALine')
    },
  },
  {
    value: 'json',
    label: 'JSON',
    get detail() {
      return t('everythingAsAGraph')
    },
  },
  {
    value: 'graphml',
    label: 'GraphML',
    get detail() {
      return t('aGraphForGephi')
    },
  },
  {
    value: 'gexf',
    label: 'GEXF',
    get detail() {
      return t('aGraphForGephiLite')
    },
  },
  {
    value: 'csv',
    label: 'CSV',
    get detail() {
      return t('aTable')
    },
  },
  {
    value: 'tsv',
    label: 'TSV',
    get detail() {
      return t('theSameByTabs')
    },
  },
  {
    value: 'markdown',
    label: 'Markdown',
    get detail() {
      return t('aFolderOfNotes')
    },
  },
]

/** The most memories that are named one by one. */
const MOST_NAMED = 20_000

export interface ExportDialogProps {
  readonly namespace: string
  /** The chosen ones, if any are. */
  readonly selection?: readonly Coordinate[]
  /** What a table shows of the namespace, if that is not all of it. */
  readonly found?: Omit<ExportScope, 'coordinates'>
}

type Which = 'selection' | 'found' | 'all'

type Running = {
  readonly is: 'running'
  readonly memories: number
}
type State = { readonly is: 'chosen' } | Running | { readonly is: 'failed'; readonly error: unknown }

/** One place for every file that goes out: of which memories, as what, and how far it is. */
export const ExportDialog = ({ namespace, selection = [], found }: ExportDialogProps) => {
  const client = useClient()
  const [which, setWhich] = useState<Which>(selection.length > 1 ? 'selection' : found ? 'found' : 'all')
  const [format, setFormat] = useState<ExportFormat>('jsonl')
  const [versions, setVersions] = useState(false)
  const [secrets, setSecrets] = useState(false)
  const [asFolder, setAsFolder] = useState(true)
  const [state, setState] = useState<State>({ is: 'chosen' })
  const stopping = useRef<AbortController>(null)
  useEffect(() => () => stopping.current?.abort(), [])
  const counts = useCounts({ namespace, selection, ...(found && { found }) })
  const count = counts[which]
  const isDesktop = useQuery(useSomaQueries().app.info()).data?.edition === 'desktop'
  const isFolder = isDesktop && format === 'markdown' && asFolder
  const scope = which === 'selection' ? { coordinates: selection } : which === 'found' ? (found ?? {}) : {}
  const name = nameOf(
    { namespace, format },
    which === 'selection' ? '-selected' : which === 'found' ? '-found' : '',
  )

  const start = async (): Promise<void> => {
    const stop = new AbortController()
    stopping.current = stop
    setState({ is: 'running', memories: 0 })
    let written = 0
    const onProgress = (memories: number): void => {
      written = memories
      setState({ is: 'running', memories })
    }
    try {
      const options = { namespace, scope, format, versions, secrets }
      const watching = { signal: stop.signal, onProgress }
      if (isFolder) {
        const folder = await exportToFolder(client, options, watching)
        if (folder === null) return setState({ is: 'chosen' })
        toast({ title: t('savedTheFolder', { folder }), detail: t('countNotes', { count: written }) })
        return closeOverlay()
      }
      const blob = await exportFile(client, options, watching)
      stop.signal.throwIfAborted()
      saveAs(blob, name)
      toast({
        title: t('savedName', { name }),
        detail: t('memoriesAndSize', { count: written, size: formatBytes(blob.size) }),
      })
      closeOverlay()
    } catch (error) {
      if (stop.signal.aborted || isCancelled(error)) setState({ is: 'chosen' })
      else setState({ is: 'failed', error })
    }
  }
  const cancel = (): void => {
    if (state.is === 'running') stopping.current?.abort()
    else closeOverlay()
  }
  const isTooMany = which === 'selection' && selection.length > MOST_NAMED
  return (
    <Dialog
      open
      onClose={closeOverlay}
      title={t('exportMemories')}
      description={t('fromNamespace', { namespace })}
      footer={
        <>
          <Button onClick={cancel}>{t('cancel')}</Button>
          <Button
            variant="primary"
            disabled={state.is === 'running' || count === 0 || isTooMany}
            onClick={() => void start()}
          >
            {count === undefined ? t('export') : t('exportCount', { count })}
          </Button>
        </>
      }
    >
      {state.is === 'running' ? (
        <Progress name={isFolder ? namespace : name} memories={state.memories} total={count} />
      ) : (
        <div className={styles.form}>
          {state.is === 'failed' && <ErrorState error={state.error} title={t('theFileWasNotSaved')} />}
          <Select
            label={t('whichMemories')}
            value={which}
            onChange={setWhich}
            options={whichOptions({ selection, counts, isFound: found !== undefined })}
            {...(isTooMany && {
              error: t('atMostChosen', { most: formatCount(MOST_NAMED) }),
            })}
          />
          <FormatFields {...{ format, setFormat, versions, setVersions }} />
          <Secrets secrets={secrets} onChange={setSecrets} />
          <Place {...{ name, asFolder, setAsFolder }} canBeFolder={isDesktop && format === 'markdown'} />
        </div>
      )}
    </Dialog>
  )
}

interface FormatFieldsProps {
  readonly format: ExportFormat
  readonly setFormat: (format: ExportFormat) => void
  readonly versions: boolean
  readonly setVersions: (versions: boolean) => void
}

const FormatFields = ({ format, setFormat, versions, setVersions }: FormatFieldsProps) => (
  <>
    <Select label={t('format')} value={format} onChange={setFormat} options={FORMATS} />
    <p className={styles.note}>{FORMATS.find(({ value }) => value === format)?.detail}</p>
    <Checkbox
      label={t('earlierVersionsToo')}
      checked={versions && hasVersions(format)}
      disabled={!hasVersions(format)}
      onChange={setVersions}
    />
    {!hasVersions(format) && <p className={styles.note}>{t('onlyJsonHasRoom')}</p>}
  </>
)

interface PlaceProps {
  readonly name: string
  readonly canBeFolder: boolean
  readonly asFolder: boolean
  readonly setAsFolder: (asFolder: boolean) => void
}

/** A page saves a file; a folder the desktop app writes, where the person says. */
const Place = ({ name, canBeFolder, asFolder, setAsFolder }: PlaceProps) => (
  <>
    {canBeFolder && <Checkbox label={t('asAFolder')} checked={asFolder} onChange={setAsFolder} />}
    {!(canBeFolder && asFolder) && (
      <p className={styles.file}>{t.rich('fileName', { name, code: (inner) => <code>{inner}</code> })}</p>
    )}
  </>
)

/** How many each choice has; undefined while that is not known. */
const useCounts = ({
  namespace,
  selection = [],
  found,
}: ExportDialogProps): Partial<Record<Which, number>> => {
  const queries = useSomaQueries()
  const whole = useQuery(queries.namespaces.list()).data?.find(({ name }) => name === namespace)
  const page = useQuery({
    ...queries.memory.page({ namespace, ...found, sort: { by: 'created', direction: 'asc' }, limit: 1 }),
    enabled: found !== undefined,
  })
  return {
    selection: selection.length,
    ...(page.data && { found: page.data.total }),
    ...(whole && { all: whole.memories }),
  }
}

const whichOptions = ({
  selection,
  counts,
  isFound,
}: {
  readonly selection: readonly Coordinate[]
  readonly counts: Partial<Record<Which, number>>
  readonly isFound: boolean
}): { readonly value: Which; readonly label: string }[] => {
  const withCount = (words: string, count: number | undefined): string =>
    count === undefined ? words : t('wordsCount', { words, count: formatCount(count) })
  return [
    ...(selection.length > 0
      ? [{ value: 'selection' as const, label: withCount(t('theSelectedOnes'), counts.selection) }]
      : []),
    ...(isFound ? [{ value: 'found' as const, label: withCount(t('whatTheTableShows'), counts.found) }] : []),
    { value: 'all', label: withCount(t('theWholeNamespace'), counts.all) },
  ]
}

interface ProgressProps {
  readonly name: string
  readonly memories: number
  readonly total: number | undefined
}

const Progress = ({ name, memories, total }: ProgressProps) => {
  const words =
    total === undefined
      ? t('countMemories', { count: memories })
      : t('doneOfMemories', { done: formatCount(memories), total })
  return (
    <div className={styles.wait}>
      <ProgressBar
        label={t('writingName', { name })}
        done={memories}
        total={total ?? memories + 1}
        text={words}
      />
      <p className={styles.note}>{words}</p>
    </div>
  )
}

/** What becomes of fields that rest encrypted, where there are any. */
const Secrets = ({
  secrets,
  onChange,
}: {
  readonly secrets: boolean
  readonly onChange: (secrets: boolean) => void
}) => {
  const encryption = useQuery(useSomaQueries().app.status()).data?.encryption
  if (encryption === undefined || encryption.state === 'off') return null
  const { fields } = encryption
  if (encryption.state === 'locked') {
    return <p className={styles.note}>{lockedWords(fields)}</p>
  }
  return (
    <>
      <Checkbox label={encryptedWords(fields)} checked={secrets} onChange={onChange} />
      <p className={styles.note} data-tone={secrets ? 'warning' : undefined}>
        {secrets ? t('theFileIsNotEncrypted') : t('theyStayOut')}
      </p>
    </>
  )
}

type Fields = Exclude<EncryptionState, { state: 'off' }>['fields']

const lockedWords = (fields: Fields): string =>
  fields === '*'
    ? t('payloadsLocked')
    : t('fieldsLocked', { count: fields.length, fields: fields.join(', ') })

const encryptedWords = (fields: Fields): string =>
  fields === '*'
    ? t('payloadsEncrypted')
    : t('fieldsEncrypted', { count: fields.length, fields: fields.join(', ') })
