import { Download } from 'lucide-react'
import type { Fault, ImportReport } from '#contract/imports'
import { Button } from '#ui/button'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import { saveAs } from '../../ui/save-as.ts'
import styles from './import-dialog.module.css'

/** As many as are listed here; all of them can be saved. */
const LISTED = 200

interface ImportFiguresProps {
  readonly report: ImportReport
  readonly faults: readonly Fault[]
}

export const ImportFigures = ({ report, faults }: ImportFiguresProps) => {
  const { added, changed, same, skipped, links, removed, failed } = report
  const figures = [
    { label: 'new', count: added },
    { label: 'changed', count: changed },
    { label: 'the same', count: same },
    { label: 'skipped', count: skipped, onlyIf: skipped > 0 },
    { label: 'links', count: links },
    { label: 'to the bin', count: removed, onlyIf: removed > 0 },
    { label: 'not usable', count: failed, tone: failed > 0 ? 'warning' : undefined },
  ].filter(({ onlyIf = true }) => onlyIf)
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(({ label, count, tone }) => (
          <div key={label}>
            <dd className={styles.figure} data-tone={tone}>
              {formatCount(count)}
            </dd>
            <dt className={styles.label}>{label}</dt>
          </div>
        ))}
      </dl>
      {faults.length > 0 && <Faults faults={faults} failed={failed} />}
    </>
  )
}

const Faults = ({ faults, failed }: { readonly faults: readonly Fault[]; readonly failed: number }) => {
  const save = (): void => {
    const lines = faults.map(({ line, what, why }) => JSON.stringify({ line, what, why }))
    saveAs(new Blob([`${lines.join('\n')}\n`], { type: 'application/jsonl' }), 'not-imported.jsonl')
  }
  return (
    <section className={styles.faults} aria-label="Not usable">
      <div className={styles.faultsHead}>
        <span>{formatPlural(failed, 'entry', 'entries')} of the file cannot be used. The rest goes in.</span>
        <Button size="small" icon={Download} onClick={save}>
          Save the list
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard */}
      <ul className={styles.faultList} tabIndex={0} aria-label="Entries that cannot be used">
        {faults.slice(0, LISTED).map(({ line, what, why }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is only ever shown as it came
          <li key={i} className={styles.fault}>
            <span className={styles.line}>line {formatCount(line)}</span>
            <span className="truncate" title={what}>
              {what}
            </span>
            <span className={styles.why}>{why}</span>
          </li>
        ))}
      </ul>
      {failed > LISTED && (
        <p className={styles.note}>
          Showing {formatCount(Math.min(LISTED, faults.length))} of {formatCount(failed)}.
        </p>
      )}
    </section>
  )
}
