import { CornerDownLeft, History, Search } from 'lucide-react'
import type { Namespace } from '#contract/namespaces'
import { Kbd } from '#ui/kbd'
import { formatPlural } from '../../ui/format-number.ts'
import styles from './recall-welcome.module.css'

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
      <h2 className={styles.title}>Ask as the agent would</h2>
      <p className={styles.lead}>
        Recall shows the memories that an agent would get back for a query, and takes each score apart: how
        much came from its meaning, its words, its importance and its age. Looking changes nothing.
      </p>
      {namespace && (
        <p className={styles.note}>
          <b>{namespace.name}</b>, {formatPlural(namespace.memories, 'memory', 'memories')}.{' '}
          {namespace.note ||
            (namespace.memories === 0 &&
              'Nothing is stored here yet: what an agent stores can be recalled the moment its store returns.')}
        </p>
      )}
      <Questions
        title="Try one of these"
        icon={Search}
        queries={namespace?.suggestions ?? []}
        onAsk={onAsk}
      />
      <Questions title="Asked before" icon={History} queries={history.slice(0, RECENT)} onAsk={onAsk} />
      <p className={styles.keys}>
        <span>
          <Kbd keys="ArrowDown" /> into the results
        </span>
        <span>
          <Kbd keys="Enter" /> open
        </span>
        <span>
          <Kbd keys="Space" /> the numbers
        </span>
        <span>
          <Kbd keys="Escape" /> back to the query
        </span>
      </p>
    </div>
  </div>
)

interface QuestionsProps {
  readonly title: string
  readonly icon: typeof Search
  readonly queries: readonly string[]
  readonly onAsk: (query: string) => void
}

const Questions = ({ title, icon: Icon, queries, onAsk }: QuestionsProps) => {
  if (queries.length === 0) return null
  return (
    <section className={styles.questions}>
      <h3 className={styles.heading}>{title}</h3>
      <ul>
        {queries.map((query) => (
          <li key={query}>
            <button type="button" className={styles.question} onClick={() => onAsk(query)}>
              <Icon size={16} aria-hidden />
              <span className="truncate">{query}</span>
              <CornerDownLeft size={14} className={styles.go} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
