import { FileInput } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { ProgressBar } from '#ui/progress-bar'
import { useClient } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { closeOverlay, openOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { chooseFiles, discard, goOn, startImport, stopImport, undoImport } from './import-actions.ts'
import styles from './import-dialog.module.css'
import { ImportFigures } from './import-figures.tsx'
import { ImportForm } from './import-form.tsx'
import { ImportProgress } from './import-progress.tsx'
import { type ImportState, importStore } from './import-store.ts'

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
      title={file === null ? 'Import a file' : `Import ${file.name}`}
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
      return 'Memories and links from JSON Lines, JSON, GraphML, GEXF, CSV, TSV, or a folder of Markdown. Nothing is changed before you have seen what would come of it.'
    case 'reading':
      return 'The file is read.'
    case 'chosen':
      return `${formatBytes(bytes ?? 0)}. Nothing is changed yet: this is what would come of it.`
    case 'running':
      return 'You can close this and go on with your work; the status bar shows how far it is.'
    case 'done':
      return 'All of it can be undone at once.'
    case 'ended':
      return 'What is in stays until you undo it.'
    case 'undoing':
      return 'All changes of this import are taken back, the last first.'
    default:
      return 'Everything is as it was before.'
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
            label="Reading the file"
            done={state.done}
            total={state.total}
            text={`${formatBytes(state.done)} of ${formatBytes(state.total)}`}
          />
          <p className={styles.note}>
            {formatBytes(state.done)} of {formatBytes(state.total)}
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
            label="Undoing the import"
            done={state.done}
            total={state.total}
            text={`${state.done} of ${formatPlural(state.total, 'change')}`}
          />
          <p className={styles.note}>
            {state.done} of {formatPlural(state.total, 'change')}
          </p>
        </div>
      )
    default:
      return <p className={styles.note}>The import is undone.</p>
  }
}

const ChooseFile = ({ error, namespace }: { readonly error: unknown; readonly namespace: string }) => {
  const client = useClient()
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.drop}>
      {error !== null && <ErrorState error={error} title="The file could not be read" />}
      <FileInput size={24} aria-hidden />
      <p>Drop a file or folder anywhere in this window, or</p>
      <Button variant="primary" onClick={() => input.current?.click()}>
        Choose a file…
      </Button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="File to import"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = ''
          void chooseFiles(client, { name: files[0]?.name ?? '', files }, namespace)
        }}
      />
      <Button variant="plain" onClick={() => folder.current?.click()}>
        Choose a folder of Markdown…
      </Button>
      <input
        ref={folder}
        type="file"
        {...{ webkitdirectory: '' }}
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Folder to import"
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
      <p>
        Ended after {formatPlural(count, 'memory or link', 'memories and links')}. Go on to take the rest;
        nothing comes in twice.
      </p>
    ) : (
      <ErrorState error={error} title="It did not come to its end" />
    )}
  </div>
)

const Buttons = ({ state, onClose }: { readonly state: ImportState; readonly onClose: () => void }) => {
  const client = useClient()
  const readOnly = useReadOnly()
  const file = importStore((s) => s.file)
  const options = importStore((s) => s.options)
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
        report === null
          ? 'Import'
          : `Import ${formatPlural(report.added + report.changed, 'memory', 'memories')}`
      return (
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={options.mode === 'replace' ? 'danger' : 'primary'}
            disabled={readOnly || wanted === 0}
            onClick={() => void startImport(client)}
          >
            {wanted === 0 && report !== null ? 'Nothing to import' : words}
          </Button>
        </>
      )
    }
    case 'reading':
      return <Button onClick={onClose}>Cancel</Button>
    case 'running':
      return (
        <>
          <Button onClick={stopImport}>Cancel import</Button>
          <Button onClick={onClose}>Hide</Button>
        </>
      )
    case 'done': {
      const id = state.report.import
      return (
        <>
          {id !== null && <Button onClick={() => void undoImport(client, id)}>Undo import</Button>}
          <Button onClick={compare}>Compare…</Button>
          <Button variant="primary" onClick={open}>
            Show memories
          </Button>
        </>
      )
    }
    case 'ended': {
      const { id } = state
      return (
        <>
          {id !== null && <Button onClick={() => void undoImport(client, id)}>Undo what is in</Button>}
          <Button onClick={onClose}>Close</Button>
          {file !== null && (
            <Button variant="primary" onClick={() => goOn(client)}>
              Go on
            </Button>
          )}
        </>
      )
    }
    case 'undoing':
      return <Button onClick={onClose}>Hide</Button>
    default:
      return <Button onClick={onClose}>Close</Button>
  }
}
