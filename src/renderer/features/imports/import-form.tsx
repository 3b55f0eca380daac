import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportFormat, ImportMode } from '#contract/imports'
import { Checkbox } from '#ui/checkbox'
import { ErrorState } from '#ui/error-state'
import { ProgressBar } from '#ui/progress-bar'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { TextField } from '#ui/text-field'
import { TimeLabel } from '#ui/time-label'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { setFormat, setOptions, tryOut } from './import-actions.ts'
import { ImportColumns } from './import-columns.tsx'
import styles from './import-dialog.module.css'
import { ImportFigures } from './import-figures.tsx'
import { type DryRun, importStore } from './import-store.ts'

const FORMATS: readonly { readonly value: ImportFormat; readonly label: string }[] = [
  { value: 'jsonl', label: 'JSON Lines' },
  { value: 'json', label: 'JSON' },
  { value: 'graphml', label: 'GraphML' },
  { value: 'gexf', label: 'GEXF' },
  { value: 'csv', label: 'CSV' },
  { value: 'tsv', label: 'TSV' },
  { value: 'markdown', label: 'Markdown' },
]

const MODES: readonly { readonly value: ImportMode; readonly label: string; readonly detail: string }[] = [
  { value: 'update', label: 'Update', detail: 'What is there becomes what the file says. The rest stays.' },
  { value: 'skip', label: 'Skip', detail: 'What is there stays as it is. Only what is new comes in.' },
  {
    value: 'replace',
    label: 'Replace',
    detail: 'As Update, and what the file does not have goes to the bin.',
  },
]

/** An impossible name of a namespace. */
const NEW = ' new'

export const ImportForm = ({ dry }: { readonly dry: DryRun }) => {
  const client = useClient()
  const file = importStore((s) => s.file)
  const { namespace, mode, resume } = importStore((s) => s.options)
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const [isMaking, setMaking] = useState(
    namespace === '' || !namespaces.some(({ name }) => name === namespace),
  )
  const [name, setName] = useState('')
  const choose = (next: string): void => {
    setMaking(next === NEW)
    if (next !== NEW) setOptions(client, { namespace: next })
  }
  const rename = (next: string): void => {
    setName(next)
    if (next !== '') setOptions(client, { namespace: next })
  }
  const unfinished = dry.is === 'ready' ? dry.report.unfinished : null
  return (
    <>
      <div className={styles.options}>
        <Select
          label="Into"
          value={isMaking ? NEW : namespace}
          onChange={choose}
          options={[
            ...namespaces.map((one) => ({ value: one.name, label: one.name })),
            { value: NEW, label: 'A new namespace' },
          ]}
        />
        {isMaking ? <TextField label="Name" value={name} onChange={rename} mono autoFocus /> : <span />}
        <Select
          label="Format"
          value={file?.format ?? 'jsonl'}
          onChange={(format) => void setFormat(client, format)}
          options={FORMATS}
        />
      </div>
      {file?.table && <ImportColumns table={file.table} />}
      <div className={styles.mode}>
        <SegmentedControl
          label="Where the place of a memory is taken"
          value={mode}
          onChange={(next) => setOptions(client, { mode: next })}
          options={MODES}
        />
        <p className={styles.note}>{MODES.find(({ value }) => value === mode)?.detail}</p>
      </div>
      {unfinished !== null && (
        <div className={styles.unfinished}>
          <Checkbox
            label={`Go on with the import that ended after ${formatPlural(unfinished.taken, 'memory', 'memories')}`}
            checked={resume}
            onChange={(next) => setOptions(client, { resume: next })}
          />
          <span className={styles.note}>
            begun <TimeLabel seconds={unfinished.at} />
          </span>
        </div>
      )}
      <div className={styles.result} aria-live="polite">
        {isMaking && name === '' ? (
          <p className={styles.note}>Give the new namespace a name.</p>
        ) : (
          <Outcome dry={dry} onRetry={() => void tryOut(client)} />
        )}
      </div>
    </>
  )
}

const Outcome = ({ dry, onRetry }: { readonly dry: DryRun; readonly onRetry: () => void }) => {
  if (dry.is === 'failed')
    return <ErrorState error={dry.error} title="It cannot be imported" onRetry={onRetry} />
  if (dry.is === 'ready') return <ImportFigures report={dry.report} faults={dry.faults} />
  const { done, total } = dry.is === 'running' ? dry : { done: 0, total: 1 }
  return (
    <div className={styles.wait}>
      <ProgressBar
        label="Looking what would come of it"
        done={done}
        total={total}
        text={`${formatBytes(done)} of ${formatBytes(total)}`}
      />
      <p className={styles.note}>Looking what would come of it…</p>
    </div>
  )
}
