import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { AccessState } from '#contract/access'
import { Button } from '#ui/button'
import { SegmentedControl } from '#ui/segmented-control'
import { useClient } from '../../api/client-context.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import styles from './access-settings.module.css'
import { connectSnippets, type SnippetKind } from './connect-snippets.ts'

const t = wordsOf('settings')

interface ConnectHelpProps {
  readonly access: AccessState
  /** Null while it is not shown. */
  readonly token: string | null
}

/** What to put where, to copy. The token is hidden as it is above, and copied all the same. */
export const ConnectHelp = ({ access, token }: ConnectHelpProps) => {
  const client = useClient()
  const [kind, setKind] = useState<SnippetKind>('stdio')
  const shown = connectSnippets(access, token ?? '••••••••')
  const snippet = shown.find((one) => one.kind === kind)
  const copy = async (): Promise<void> => {
    const { token: real } = await client.access.token({})
    const text = connectSnippets(access, real).find((one) => one.kind === kind)?.text ?? ''
    const done = await copyText(text)
    toast(done ? { title: t('copied') } : { title: t('notCopied'), tone: 'error' })
  }
  if (snippet === undefined) return null
  const options = shown.map(({ kind: value, label }) => ({ value, label }))
  return (
    <section className={styles.help} aria-label={t('connectAProgram')}>
      <div className={styles.head}>
        <SegmentedControl label={t('kindOfProgram')} value={kind} onChange={setKind} options={options} />
        <Button icon={Copy} onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </div>
      <p className={styles.about}>{snippet.about}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its box is scrolled with the keyboard */}
      <pre className={`${styles.code} mono selectable`} tabIndex={0}>
        {snippet.text}
      </pre>
    </section>
  )
}
