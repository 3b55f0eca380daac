import type { ColumnRole, ImportTable } from '#contract/imports'
import { Select } from '#ui/select'
import { useClient } from '../../api/client-context.tsx'
import { setColumn } from './import-actions.ts'
import styles from './import-dialog.module.css'

const ROLES: readonly { readonly value: ColumnRole; readonly label: string }[] = [
  { value: 'field', label: 'Field' },
  { value: 'coordinate', label: 'Coordinate' },
  { value: 'axis', label: 'Axis' },
  { value: 'payload', label: 'Payload (JSON)' },
  { value: 'type', label: 'Type' },
  { value: 'importance', label: 'Importance' },
  { value: 'timestamp', label: 'Time' },
  { value: 'pinned', label: 'Pinned' },
  { value: 'id', label: 'Id' },
  { value: 'ignore', label: 'Left out' },
]

/** What the columns of a table are, above how it begins. */
export const ImportColumns = ({ table: { columns, rows } }: { readonly table: ImportTable }) => {
  const client = useClient()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className={styles.tableFrame} tabIndex={0} aria-label="Columns of the table">
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, role }, i) => (
              <th key={name} scope="col">
                <span className="truncate">{name}</span>
                <Select
                  label={`What ${name} is`}
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
