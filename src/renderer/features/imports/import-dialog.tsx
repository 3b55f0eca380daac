import { useQueryClient } from '@tanstack/react-query'
import { FileInput } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { ProgressBar } from '#ui/progress-bar'
import { useClient } from '../../api/client-context.tsx'
import { askInProduction } from '../../api/production-guard.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { wordsOf } from '../../words/words.ts'
import { closeOverlay, openOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { chooseFiles, discard, goOn, startImport, stopImport, undoImport } from './import-actions.ts'
import styles from './import-dialog.module.css'
import { ImportFigures } from './import-figures.tsx'
import { ImportForm } from './import-form.tsx'
import { ImportProgress } from './import-progress.tsx'
import { type ImportState, importStore } from './import-store.ts'

const t = wordsOf('imports')

/** One place for every file that comes in: what it is, what would come of it, how far it is, and what came of it. */
export const ImportDialog = ({ namespace }: { readonly namespace: string }) => {
  const client = useClient()
  const state = importStore((s) => s.state)
  const file = importStore((s) => s.file)
  const close = (): void => {
    closeOverlay()
    // What writes goes on behind the screens.
    if (state.is !== 'running' && state.is !== 'undoing') void discard(client)
  }
  return (
    <Dialog
      open
      size="large"
      onClose={close}
      title={file === null ? t('importAFile') : t('importName', { name: file.name })}
      description={descriptionOf(state, file?.bytes)}
      footer={<Buttons state={state} onClose={close} />}
    >
      <Body state={state} namespace={namespace} />
    </Dialog>
  )
}

const descriptionOf = ({ is }: ImportState, bytes: number | undefined): string => {
  switch (is) {
    case 'empty':
      return t('memoriesAndLinksFromJSON')
    case 'reading':
      return t('theFileIsRead')
    case 'chosen':
      return t('bytesNothingIsChangedYet', { bytes: formatBytes(bytes ?? 0) })
    case 'running':
      return t('youCanCloseThisAnd')
    case 'done':
      return t('allOfItCanBe')
    case 'ended':
      return t('whatIsInStaysUntil')
    case 'undoing':
      return t('allChangesOfThisImport')
    default:
      return t('everythingIsAsItWas')
  }
}

const Body = ({ state, namespace }: { readonly state: ImportState; readonly namespace: string }) => {
  switch (state.is) {
    case 'empty':
      return <ChooseFile error={state.error} namespace={namespace} />
    case 'reading':
      return (
        <div className={styles.wait}>
          <ProgressBar
            label={t('readingTheFile')}
            done={state.done}
            total={state.total}
            text={t('doneOfTotal', { done: formatBytes(state.done), total: formatBytes(state.total) })}
          />
          <p className={styles.note}>
            {t('doneOfTotal', { done: formatBytes(state.done), total: formatBytes(state.total) })}
          </p>
        </div>
      )
    case 'chosen':
      return <ImportForm dry={state.dry} />
    case 'running':
      return <ImportProgress {...state} />
    case 'done':
      return <ImportFigures report={state.report} faults={state.faults} />
    case 'ended':
      return <Ended {...state} />
    case 'undoing':
      return (
        <div className={styles.wait}>
          <ProgressBar
            label={t('undoingTheImport')}
            done={state.done}
            total={state.total}
            text={t('doneOfCountChanges', { done: state.done, count: state.total })}
          />
          <p className={styles.note}>{t('doneOfCountChanges', { done: state.done, count: state.total })}</p>
        </div>
      )
    default:
      return <p className={styles.note}>{t('theImportIsUndone')}</p>
  }
}

const ChooseFile = ({ error, namespace }: { readonly error: unknown; readonly namespace: string }) => {
  const client = useClient()
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.drop}>
      {error !== null && <ErrorState error={error} title={t('theFileCouldNotBe')} />}
      <FileInput size={24} aria-hidden />
      <p>{t('dropAFileOrFolder')}</p>
      <Button variant="primary" onClick={() => input.current?.click()}>
        {t('chooseAFile')}
      </Button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('fileToImport')}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = ''
          void chooseFiles(client, { name: files[0]?.name ?? '', files }, namespace)
        }}
      />
      <Button variant="plain" onClick={() => folder.current?.click()}>
        {t('chooseAFolderOfMarkdown')}
      </Button>
      <input
        ref={folder}
        type="file"
        {...{ webkitdirectory: '' }}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('folderToImport')}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = ''
          const name = files[0]?.webkitRelativePath.split('/')[0] ?? 'notes'
          void chooseFiles(client, { name, files }, namespace)
        }}
      />
    </div>
  )
}

const Ended = ({ error, count }: Extract<ImportState, { is: 'ended' }>) => (
  <div className={styles.wait}>
    {error === null ? (
      <p>{t('endedAfterCountMemoriesAnd', { count })}</p>
    ) : (
      <ErrorState error={error} title={t('itDidNotComeTo')} />
    )}
  </div>
)

const connectionWords = wordsOf('connections')

const replacing = () => ({
  title: connectionWords('replaceWhatIsThere'),
  detail: connectionWords('whatTheFileDoesNot'),
  confirmLabel: connectionWords('importAndReplace'),
})

const Buttons = ({ state, onClose }: { readonly state: ImportState; readonly onClose: () => void }) => {
  const client = useClient()
  const readOnly = useReadOnly()
  const file = importStore((s) => s.file)
  const options = importStore((s) => s.options)
  const queryClient = useQueryClient()
  const begin = async (): Promise<void> => {
    const isAsked = options.mode === 'replace'
    if (!isAsked || (await askInProduction(queryClient, replacing()))) void startImport(client)
  }
  const open = (): void => {
    onClose()
    workspace.getState().go({ namespace: options.namespace, screen: 'memories' })
  }
  const compare = (): void => {
    onClose()
    openOverlay({ kind: 'namespace-compare', namespace: options.namespace })
  }
  switch (state.is) {
    case 'chosen': {
      const report = state.dry.is === 'ready' ? state.dry.report : null
      const wanted = report === null ? 0 : report.added + report.changed + report.links + report.removed
      const words =
        report === null ? t('import') : t('importCountMemories', { count: report.added + report.changed })
      return (
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant={options.mode === 'replace' ? 'danger' : 'primary'}
            disabled={readOnly || wanted === 0}
            onClick={() => void begin()}
          >
            {wanted === 0 && report !== null ? t('nothingToImport') : words}
          </Button>
        </>
      )
    }
    case 'reading':
      return <Button onClick={onClose}>{t('cancel')}</Button>
    case 'running':
      return (
        <>
          <Button onClick={stopImport}>{t('cancelImport')}</Button>
          <Button onClick={onClose}>{t('hide')}</Button>
        </>
      )
    case 'done': {
      const id = state.report.import
      return (
        <>
          {id !== null && <Button onClick={() => void undoImport(client, id)}>{t('undoImport')}</Button>}
          <Button onClick={compare}>{t('compare')}</Button>
          <Button variant="primary" onClick={open}>
            {t('showMemories')}
          </Button>
        </>
      )
    }
    case 'ended': {
      const { id } = state
      return (
        <>
          {id !== null && <Button onClick={() => void undoImport(client, id)}>{t('undoWhatIsIn')}</Button>}
          <Button onClick={onClose}>{t('close')}</Button>
          {file !== null && (
            <Button variant="primary" onClick={() => goOn(client)}>
              {t('goOn')}
            </Button>
          )}
        </>
      )
    }
    case 'undoing':
      return <Button onClick={onClose}>{t('hide')}</Button>
    default:
      return <Button onClick={onClose}>{t('close')}</Button>
  }
}
