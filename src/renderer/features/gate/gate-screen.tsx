import { useQuery } from '@tanstack/react-query'
import { Tabs } from '#ui/tabs'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import { Calibrator } from './calibrator.tsx'
import { gateCommands } from './gate-commands.ts'
import { GatePreview } from './gate-preview.tsx'
import styles from './gate-screen.module.css'
import { GateState } from './gate-state.tsx'
import { useGateStore } from './gate-store.ts'
import { INBOX_SHOWN, InboxView } from './inbox-view.tsx'

const t = wordsOf('gate')

export const GateScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(gateCommands)
  return namespace === null ? null : <Gate key={namespace} namespace={namespace} />
}

const Gate = ({ namespace }: { readonly namespace: string }) => {
  const { view, show } = useGateStore()
  const queries = useSomaQueries()
  const { data: inbox } = useQuery(queries.gate.inbox(namespace, INBOX_SHOWN))
  return (
    <section className={styles.screen} aria-label={t('gate')}>
      <GateState />
      <Tabs
        label={t('partsOfTheGate')}
        value={view}
        onChange={show}
        items={[
          { id: 'inbox', label: t('inbox'), count: inbox?.total },
          { id: 'preview', label: t('preview') },
          { id: 'calibrate', label: t('calibrate') },
        ]}
      >
        {view === 'preview' && <GatePreview namespace={namespace} />}
        {view === 'inbox' && <InboxView namespace={namespace} />}
        {view === 'calibrate' && <Calibrator namespace={namespace} />}
      </Tabs>
    </section>
  )
}
