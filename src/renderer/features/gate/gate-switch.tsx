import { Copy } from 'lucide-react'
import { Button } from '#ui/button'
import { copyText } from '../../ui/copy-text.ts'
import { toast } from '../../workspace/use-workspace.ts'
import styles from './inbox-view.module.css'

const SETTING = 'memory_enterprise:\n  salience:\n    novelty_gate: true\n'

/** How the gate is turned on: it is read from the settings at the start. */
export const GateSwitch = ({ threshold }: { readonly threshold?: number }) => {
  const text = threshold === undefined ? SETTING : `${SETTING}    novelty_threshold: ${threshold}\n`
  const copy = (): void =>
    void copyText(text).then((done) =>
      toast(
        done
          ? { title: 'Copied the setting', detail: 'Put it into the settings file, and start again.' }
          : { title: 'Not copied', tone: 'error' },
      ),
    )
  return (
    <span className={styles.actions}>
      <code className={styles.code}>memory_enterprise.salience.novelty_gate: true</code>
      <Button size="small" icon={Copy} onClick={copy}>
        Copy setting
      </Button>
    </span>
  )
}
