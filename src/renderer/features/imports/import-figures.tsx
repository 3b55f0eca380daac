import { Download } from 'lucide-react'
import type { Fault, ImportReport } from '#contract/imports'
import { Button } from '#ui/button'
import { formatCount } from '../../ui/format-number.ts'
import { saveAs } from '../../ui/save-as.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './import-dialog.module.css'

const t = wordsOf('imports')

/** As many as are listed here; all of them can be saved. */
const LISTED = 200

interface ImportFiguresProps {
  readonly report: ImportReport
  readonly faults: readonly Fault[]
}

export const ImportFigures = ({ report, faults }: ImportFiguresProps) => {
  const { added, changed, same, skipped, links, removed, failed } = report
  const figures = [
    { label: t('new'), count: added },
    { label: t('changed'), count: changed },
    { label: t('theSame'), count: same },
    { label: t('skipped'), count: skipped, onlyIf: skipped > 0 },
    { label: t('links'), count: links },
    { label: t('toTheBin'), count: removed, onlyIf: removed > 0 },
    { label: t('notUsable'), count: failed, tone: failed > 0 ? 'warning' : undefined },
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
    <section className={styles.faults} aria-label={t('notUsable2')}>
      <div className={styles.faultsHead}>
        <span>{t('countEntriesOfTheFile', { count: failed })}</span>
        <Button size="small" icon={Download} onClick={save}>
          {t('saveTheList')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard */}
      <ul className={styles.faultList} tabIndex={0} aria-label={t('entriesThatCannotBeUsed')}>
        {faults.slice(0, LISTED).map(({ line, what, why }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is only ever shown as it came
          <li key={i} className={styles.fault}>
            <span className={styles.line}>{t('lineLine', { line: formatCount(line) })}</span>
            <span className="truncate" title={told(what)}>
              {told(what)}
            </span>
            <span className={styles.why}>{told(why)}</span>
          </li>
        ))}
      </ul>
      {failed > LISTED && (
        <p className={styles.note}>
          {t('showingLISTEDOfFailed', {
            LISTED: formatCount(Math.min(LISTED, faults.length)),
            failed: formatCount(failed),
          })}
        </p>
      )}
    </section>
  )
}
