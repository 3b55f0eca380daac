import { Check } from 'lucide-react'
import { Button } from '#ui/button'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { settingName } from '../../ui/setting-name.ts'
import { wordsOf } from '../../words/words.ts'
import { useDecayStore } from './decay-store.ts'
import type { RuleChange } from './rule-changes.ts'
import styles from './rules-panel.module.css'

const t = wordsOf('decay')

/** What is tried out against what is in force; one change brings it into force. */
export const RuleDifference = ({ changes }: { readonly changes: readonly RuleChange[] }) => {
  const settings = useSettingMutations()
  const isReadOnly = useReadOnly()
  const apply = async (): Promise<void> => {
    const outcome = await settings.set(changes.map(({ key, value }) => ({ key, value })))
    if (outcome.ok) useDecayStore.setState({ tried: null })
  }
  return (
    <section className={styles.difference} aria-label={t('changesThatAreTriedOut')}>
      <p>
        {t.rich('changesTriedOutNothingIs', {
          changes: <b>{t('countChanges', { count: changes.length })}</b>,
        })}
      </p>
      <dl className={styles.changes}>
        {changes.map(({ key, from, to }) => (
          <div key={key}>
            <dt>{settingName(key)}</dt>
            <dd className="mono">
              <del>{from}</del> → <ins>{to}</ins>
            </dd>
          </div>
        ))}
      </dl>
      <Button size="small" variant="primary" icon={Check} disabled={isReadOnly} onClick={() => void apply()}>
        {t('applyCountChanges', { count: changes.length })}
      </Button>
    </section>
  )
}
