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
import { wordsOf } from '../../words/words.ts'
import { setFormat, setOptions, tryOut } from './import-actions.ts'
import { ImportColumns } from './import-columns.tsx'
import styles from './import-dialog.module.css'
import { ImportFigures } from './import-figures.tsx'
import { type DryRun, importStore } from './import-store.ts'

const t = wordsOf('imports')

const FORMATS: readonly { readonly value: ImportFormat; readonly label: string }[] = [
  {
    value: 'jsonl',
    get label() {
      return t('jsonLines')
    },
  },
  { value: 'json', label: 'JSON' },
  { value: 'graphml', label: 'GraphML' },
  { value: 'gexf', label: 'GEXF' },
  { value: 'csv', label: 'CSV' },
  {
    value: 'tsv',
    get label() {
      return t('tsv')
    },
  },
  {
    value: 'markdown',
    get label() {
      return t('markdown')
    },
  },
]

const MODES: readonly { readonly value: ImportMode; readonly label: string; readonly detail: string }[] = [
  {
    value: 'update',
    get label() {
      return t('update')
    },
    get detail() {
      return t('whatIsThereBecomesWhat')
    },
  },
  {
    value: 'skip',
    get label() {
      return t('skip')
    },
    get detail() {
      return t('whatIsThereStaysAs')
    },
  },
  {
    value: 'replace',
    get label() {
      return t('replace')
    },
    get detail() {
      return t('asUpdateAndWhatThe')
    },
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
          label={t('into')}
          value={isMaking ? NEW : namespace}
          onChange={choose}
          options={[
            ...namespaces.map((one) => ({ value: one.name, label: one.name })),
            { value: NEW, label: t('aNewNamespace') },
          ]}
        />
        {isMaking ? <TextField label={t('name')} value={name} onChange={rename} mono autoFocus /> : <span />}
        <Select
          label={t('format')}
          value={file?.format ?? 'jsonl'}
          onChange={(format) => void setFormat(client, format)}
          options={FORMATS}
        />
      </div>
      {file?.table && <ImportColumns table={file.table} />}
      <div className={styles.mode}>
        <SegmentedControl
          label={t('whereThePlaceOfA')}
          value={mode}
          onChange={(next) => setOptions(client, { mode: next })}
          options={MODES}
        />
        <p className={styles.note}>{MODES.find(({ value }) => value === mode)?.detail}</p>
      </div>
      {unfinished !== null && (
        <div className={styles.unfinished}>
          <Checkbox
            label={t('goOnWithTheImport', { count: unfinished.taken })}
            checked={resume}
            onChange={(next) => setOptions(client, { resume: next })}
          />
          <span className={styles.note}>
            {t.rich('begunTimeLabel', { timeLabel: <TimeLabel seconds={unfinished.at} /> })}
          </span>
        </div>
      )}
      <div className={styles.result} aria-live="polite">
        {isMaking && name === '' ? (
          <p className={styles.note}>{t('giveTheNewNamespaceA')}</p>
        ) : (
          <Outcome dry={dry} onRetry={() => void tryOut(client)} />
        )}
      </div>
    </>
  )
}

const Outcome = ({ dry, onRetry }: { readonly dry: DryRun; readonly onRetry: () => void }) => {
  if (dry.is === 'failed')
    return <ErrorState error={dry.error} title={t('itCannotBeImported')} onRetry={onRetry} />
  if (dry.is === 'ready') return <ImportFigures report={dry.report} faults={dry.faults} />
  const { done, total } = dry.is === 'running' ? dry : { done: 0, total: 1 }
  return (
    <div className={styles.wait}>
      <ProgressBar
        label={t('lookingWhatWouldComeOf')}
        done={done}
        total={total}
        text={t('doneOfTotal', { done: formatBytes(done), total: formatBytes(total) })}
      />
      <p className={styles.note}>{t('lookingWhatWouldComeOfIt')}</p>
    </div>
  )
}
