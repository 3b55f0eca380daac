import type { ColumnRole, ImportTable } from '#contract/imports'
import { Select } from '#ui/select'
import { useClient } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { setColumn } from './import-actions.ts'
import styles from './import-dialog.module.css'

const t = wordsOf('imports')

const ROLES: readonly { readonly value: ColumnRole; readonly label: string }[] = [
  {
    value: 'field',
    get label() {
      return t('field')
    },
  },
  {
    value: 'coordinate',
    get label() {
      return t('coordinate')
    },
  },
  {
    value: 'axis',
    get label() {
      return t('axis')
    },
  },
  {
    value: 'payload',
    get label() {
      return t('payloadJSON')
    },
  },
  {
    value: 'type',
    get label() {
      return t('type')
    },
  },
  {
    value: 'importance',
    get label() {
      return t('importance')
    },
  },
  {
    value: 'timestamp',
    get label() {
      return t('time')
    },
  },
  {
    value: 'pinned',
    get label() {
      return t('pinned')
    },
  },
  {
    value: 'id',
    get label() {
      return t('id')
    },
  },
  {
    value: 'ignore',
    get label() {
      return t('leftOut')
    },
  },
]

/** What the columns of a table are, above how it begins. */
export const ImportColumns = ({ table: { columns, rows } }: { readonly table: ImportTable }) => {
  const client = useClient()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className={styles.tableFrame} tabIndex={0} aria-label={t('columnsOfTheTable')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, role }, i) => (
              <th key={name} scope="col">
                <span className="truncate">{name}</span>
                <Select
                  label={t('whatNameIs', { name })}
                  hideLabel
                  value={role}
                  onChange={(next) => setColumn(client, i, next)}
                  options={ROLES}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 3).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are only ever shown as they came
            <tr key={i}>
              {columns.map(({ name, role }, at) => (
                <td key={name} data-quiet={role === 'ignore' || undefined}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
