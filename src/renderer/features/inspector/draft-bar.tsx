import { Button } from '#ui/button'
import { wordsOf } from '../../words/words.ts'
import styles from './draft-bar.module.css'
import type { PayloadDraft } from './use-payload-draft.ts'

const t = wordsOf('inspector')

interface DraftBarProps {
  readonly draft: PayloadDraft
  /** The text is no JSON at the moment. */
  readonly broken: boolean
}

/** At the foot of the panel: it takes its room from the end of the list, so nothing above it moves. */
export const DraftBar = ({ draft, broken }: DraftBarProps) => (
  <div className={styles.bar}>
    <span className={styles.words}>{broken ? t('notJSONYet') : t('notSaved')}</span>
    <Button size="small" variant="plain" disabled={draft.saving} onClick={draft.revert}>
      {t('revert')}
    </Button>
    <Button
      size="small"
      variant="primary"
      shortcut="Mod+S"
      disabled={broken || draft.conflict}
      busy={draft.saving}
      onClick={draft.save}
    >
      {t('save')}
    </Button>
  </div>
)
