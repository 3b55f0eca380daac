import type { RecallResult } from '#contract/recall'
import { unreachable } from '#contract/unreachable'
import { SidePanel } from '#ui/side-panel'
import { wordsOf } from '../../words/words.ts'
import { formatMicroseconds } from './funnel.ts'
import { GoldenPanel } from './golden-panel.tsx'
import type { RecallDraft } from './recall-store.ts'
import { SearchPath } from './search-path.tsx'
import { WhyNotPanel } from './why-not-panel.tsx'

const t = wordsOf('recall')

interface RecallPanelProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly result: RecallResult | undefined
  readonly onChange: (part: Partial<RecallDraft>) => void
}

/** The one panel that is open. */
export const RecallPanel = ({ namespace, draft, result, onChange }: RecallPanelProps) => {
  const close = () => onChange({ panel: null })
  switch (draft.panel) {
    case 'path':
      return (
        <SidePanel
          title={t('theSearch')}
          aside={
            result?.trace && <span className="mono">{formatMicroseconds(result.timings.total * 1000)}</span>
          }
          onClose={close}
        >
          <SearchPath result={result} query={draft.query} />
        </SidePanel>
      )
    case 'why-not':
      return (
        <SidePanel title={t('whyNotThisOne')} onClose={close}>
          <WhyNotPanel namespace={namespace} draft={draft} result={result} onChange={onChange} />
        </SidePanel>
      )
    case 'golden':
      return (
        <SidePanel title={t('goldenSets')} onClose={close}>
          <GoldenPanel namespace={namespace} draft={draft} onChange={onChange} />
        </SidePanel>
      )
    case null:
      return null
    default:
      return unreachable(draft.panel)
  }
}
