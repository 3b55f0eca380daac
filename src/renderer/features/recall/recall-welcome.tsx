import { Cable, CornerDownLeft, FileInput, History, Search } from 'lucide-react'
import type { Namespace } from '#contract/namespaces'
import { Button } from '#ui/button'
import { Kbd } from '#ui/kbd'
import { useReadOnly } from '../../api/use-read-only.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import styles from './recall-welcome.module.css'
import { TourInvitation } from './tour-invitation.tsx'

const t = wordsOf('recall')
const acts = wordsOf('commands')

interface RecallWelcomeProps {
  readonly namespace: Namespace | undefined
  readonly history: readonly string[]
  readonly onAsk: (query: string) => void
}

const RECENT = 5

/** Before the first letter: what this is, what is in here, and what to try. */
export const RecallWelcome = ({ namespace, history, onAsk }: RecallWelcomeProps) => (
  <div className={styles.welcome}>
    <div className={styles.column}>
      <h2 className={styles.title}>{t('askAsTheAgentWould')}</h2>
      <p className={styles.lead}>{t('recallShowsTheMemoriesThat')}</p>
      {namespace && (
        <p className={styles.note}>
          <b>{namespace.name}</b>, {t('countMemories', { count: namespace.memories })}.{' '}
          {told(namespace.note) || (namespace.memories === 0 && t('noMemoriesYetWhat'))}
        </p>
      )}
      {namespace?.memories === 0 && <FirstMemories namespace={namespace.name} />}
      {(namespace?.suggestions.length ?? 0) > 0 && <TourInvitation />}
      <Questions
        title={t('tryOneOfThese')}
        icon={Search}
        queries={namespace?.suggestions ?? []}
        onAsk={onAsk}
      />
      <Questions title={t('askedBefore')} icon={History} queries={history.slice(0, RECENT)} onAsk={onAsk} />
      {namespace?.memories !== 0 && (
        <p className={styles.keys}>
          <span>{t.rich('kbdIntoTheResults', { kbd: <Kbd keys="ArrowDown" /> })}</span>
          <span>{t.rich('kbdOpen', { kbd: <Kbd keys="Enter" /> })}</span>
          <span>{t.rich('kbdTheNumbers', { kbd: <Kbd keys="Space" /> })}</span>
          <span>{t.rich('kbdBackToTheQuery', { kbd: <Kbd keys="Escape" /> })}</span>
        </p>
      )}
    </div>
  </div>
)

/** Where there is nothing to recall yet: how it comes to be. */
const FirstMemories = ({ namespace }: { readonly namespace: string }) => {
  const readOnly = useReadOnly()
  return (
    <p className={styles.first}>
      <Button variant="primary" icon={Cable} onClick={() => openOverlay({ kind: 'connect' })}>
        {acts('connectAnAgent')}
      </Button>
      {!readOnly && (
        <Button icon={FileInput} onClick={() => openOverlay({ kind: 'import', namespace })}>
          {acts('importAFile')}
        </Button>
      )}
    </p>
  )
}

interface QuestionsProps {
  readonly title: string
  readonly icon: typeof Search
  readonly queries: readonly string[]
  readonly onAsk: (query: string) => void
}

const Questions = ({ title, icon: Icon, queries, onAsk }: QuestionsProps) => {
  if (queries.length === 0) return null
  return (
    <section className={styles.questions} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul>
        {queries.map((query) => (
          <li key={query}>
            <button type="button" className={styles.question} onClick={() => onAsk(query)}>
              <Icon size={16} aria-hidden />
              <span className="truncate" data-private>
                {query}
              </span>
              <CornerDownLeft size={14} className={styles.go} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
