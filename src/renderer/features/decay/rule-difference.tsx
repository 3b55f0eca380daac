import { Copy } from 'lucide-react'
import { Button } from '#ui/button'
import { copyText } from '../../ui/copy-text.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { type RuleChange, settingLines } from './rule-changes.ts'
import styles from './rules-panel.module.css'

const copySettings = (changes: readonly RuleChange[]): void =>
  void copyText(settingLines(changes)).then((done) =>
    toast(
      done
        ? { title: 'Copied the settings', detail: 'Put them into the settings file, and start again.' }
        : { title: 'Not copied', tone: 'error' },
    ),
  )

/** What is tried out against what is in force, and how it comes into force. */
export const RuleDifference = ({ changes }: { readonly changes: readonly RuleChange[] }) => (
  <section className={styles.difference} aria-label="Changes that are tried out">
    <p>
      <b>{formatPlural(changes.length, 'change')}</b> tried out; nothing is written.
    </p>
    <dl className={styles.changes}>
      {changes.map(({ path, from, to }) => (
        <div key={path.join('.')}>
          <dt>{path.at(-1)}</dt>
          <dd className="mono">
            <del>{from}</del> → <ins>{to}</ins>
          </dd>
        </div>
      ))}
    </dl>
    <p className={styles.how}>
      They come into force from the settings file, the one given with <code className="mono">--config</code>{' '}
      at the start.
    </p>
    <Button size="small" icon={Copy} onClick={() => copySettings(changes)}>
      Copy the lines for it
    </Button>
  </section>
)
