import { useQuery } from '@tanstack/react-query'
import { ScanSearch } from 'lucide-react'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { JsonEditor } from '#ui/json-editor'
import { NumberField } from '#ui/number-field'
import { SegmentedControl } from '#ui/segmented-control'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './gate-preview.module.css'
import { useGateDraft, useGateStore } from './gate-store.ts'
import { PreviewVerdict } from './preview-verdict.tsx'
import { probeOf } from './probe.ts'

const t = wordsOf('gate')

/** Long enough that a burst of keys asks once, short enough that nobody waits. */
const REST_MS = 80

const KINDS = [
  {
    value: 'text',
    get label() {
      return t('text')
    },
  },
  { value: 'payload', label: 'JSON' },
] as const

/** What the gate would say to a write, while it is typed. Nothing is written until a button is pressed. */
export const GatePreview = ({ namespace }: { readonly namespace: string }) => {
  const draft = useGateDraft(namespace)
  const change = useGateStore((state) => state.change)
  const settled = useSettled(draft, REST_MS)
  const probe = probeOf(settled)
  const queries = useSomaQueries()
  const asked = probe.state === 'ready' ? probe.asked : { text: '' }
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...queries.gate.preview(namespace, asked, settled.reward),
    enabled: probe.state === 'ready',
  })
  const problem = probeOf(draft)
  return (
    <div className={styles.preview}>
      <div className={styles.form}>
        <div className={styles.head}>
          <SegmentedControl
            label={t('whatIsTyped')}
            value={draft.kind}
            onChange={(kind) => change(namespace, { kind })}
            options={KINDS}
          />
          <div className={styles.reward}>
            <span className={styles.label} aria-hidden>
              {t('reward')}
            </span>
            <NumberField
              label={t('reward')}
              hideLabel
              optional
              step={0.1}
              placeholder={t('none')}
              value={draft.reward}
              onChange={(reward) => change(namespace, { reward })}
            />
          </div>
        </div>
        {draft.kind === 'text' ? (
          <textarea
            className={styles.text}
            data-private
            aria-label={t('textToJudge')}
            placeholder={t('typeWhatAnAgentWould')}
            data-search-focus
            spellCheck={false}
            value={draft.text}
            onChange={(event) => change(namespace, { text: event.target.value })}
          />
        ) : (
          <div className={styles.editor}>
            <JsonEditor
              label={t('payloadToJudge')}
              value={draft.text}
              onChange={(text) => change(namespace, { text })}
              problem={problem.state === 'broken' ? problem.problem : null}
            />
          </div>
        )}
        <p className={styles.hint}>{t('onlyARewardBelow0')}</p>
      </div>
      <div className={styles.answer} data-old={isPlaceholderData || undefined}>
        {error ? (
          <ErrorState error={error} title={t('theGateCouldNotBe')} onRetry={() => void refetch()} />
        ) : data && probe.state === 'ready' ? (
          <PreviewVerdict
            namespace={namespace}
            preview={data}
            payload={probe.payload}
            reward={settled.reward}
          />
        ) : (
          <EmptyState icon={ScanSearch} title={t('whatWouldTheGateSay')} detail={t('typeATextOrA')} />
        )}
      </div>
    </div>
  )
}
