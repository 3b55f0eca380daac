import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { type Funnel, type FunnelBranch, logShare } from './funnel.ts'
import { Bar, Count, Ribbons } from './funnel-parts.tsx'
import { centred, columnSpans, cutSpan, type Span } from './funnel-shapes.ts'
import { wordOfTerm } from './query-words.ts'
import styles from './search-path.module.css'

const t = wordsOf('recall')

const GAP = 2
/** Meaning has the most to say. */
const WIDTHS = { keyword: 1, vector: 1.3, graph: 0.9 } as const
const TERMS_SHOWN = 8

const colorOf = ({ signal }: FunnelBranch): string => `var(--signal-${signal})`
const lastCount = ({ steps }: FunnelBranch): number => steps.at(-1)?.count ?? 0

/** Words, meaning and links side by side: each narrows down by itself, and their candidates are fused. */
export const FunnelBranches = ({ funnel, query }: Omit<BranchProps, 'branch'>) => {
  const { branches, memories, filtered, shown } = funnel
  const widths = branches.map(({ signal }) => WIDTHS[signal])
  const columns = columnSpans(widths, GAP)
  const trunk = centred(filtered === null ? 1 : logShare(filtered, memories))
  const parts = cutSpan(trunk, widths)
  const candidates = branches.map(lastCount)
  const fusedSpan: Span = centred(logShare(Math.max(...candidates, shown), memories))
  const fused = cutSpan(fusedSpan, candidates)
  const ends = branches.map((branch, index) =>
    centred(logShare(lastCount(branch), memories), columns[index] ?? [0, 100]),
  )
  return (
    <>
      <Ribbons
        height={20}
        shapes={branches.map((branch, index) => ({
          id: branch.signal,
          top: parts[index] ?? trunk,
          bottom: columns[index] ?? [0, 100],
          color: colorOf(branch),
        }))}
      />
      <div
        className={styles.branches}
        style={{ gridTemplateColumns: widths.map((width) => `minmax(0, ${width}fr)`).join(' ') }}
      >
        {branches.map((branch) => (
          <Branch key={branch.signal} branch={branch} funnel={funnel} query={query} />
        ))}
      </div>
      <Ribbons
        height={28}
        shapes={branches.map((branch, index) => ({
          id: branch.signal,
          top: ends[index] ?? [0, 100],
          bottom: fused[index] ?? fusedSpan,
          color: colorOf(branch),
        }))}
      />
      <div className={styles.fused} aria-hidden>
        {branches.map((branch, index) => {
          const [from, to] = fused[index] ?? fusedSpan
          return (
            <span
              key={branch.signal}
              style={{ left: `${from}%`, width: `${to - from}%`, background: colorOf(branch) }}
            />
          )
        })}
      </div>
      <Ribbons
        height={16}
        shapes={[{ id: 'shown', top: fusedSpan, bottom: centred(logShare(shown, memories)) }]}
      />
      <div>
        <Bar span={centred(logShare(shown, memories))} color="var(--accent)" />
        <Count count={shown} label={t('shown')} layout="middle" />
      </div>
    </>
  )
}

interface BranchProps {
  readonly branch: FunnelBranch
  readonly funnel: Funnel
  readonly query: string
}

const Branch = ({ branch, funnel, query }: BranchProps) => {
  const { memories, filtered, terms } = funnel
  const color = colorOf(branch)
  const share = (count: number) => centred(logShare(count, memories))
  const isWords = branch.signal === 'keyword'
  return (
    <section className={styles.branch} aria-label={branch.title}>
      <div className={styles.ground} style={{ background: color }} aria-hidden />
      <h3 className={styles.branchTitle}>
        <span className={styles.swatch} style={{ background: color }} aria-hidden />
        {branch.title}
      </h3>
      {isWords && <Terms terms={terms} query={query} memories={memories} color={color} />}
      {branch.steps.map((step, index) => {
        const before = branch.steps[index - 1]
        const from = before ? share(before.count) : isWords ? share(filtered ?? memories) : null
        const isLast = index === branch.steps.length - 1
        return (
          <div key={step.id} className={classNames(styles.step, isLast && styles.last)}>
            {from && (
              <Ribbons
                height={isLast ? null : 10}
                shapes={[{ id: step.id, top: from, bottom: share(step.count), color }]}
              />
            )}
            <Count
              count={step.count}
              label={step.label}
              microseconds={step.microseconds}
              hint={step.hint}
              layout="tall"
            />
            <Bar span={share(step.count)} color={color} />
          </div>
        )
      })}
    </section>
  )
}

interface TermsProps {
  readonly terms: Funnel['terms']
  readonly query: string
  readonly memories: number
  readonly color: string
}

/** Each word of the query with how many memories have it: the rare ones decide. */
const Terms = ({ terms, query, memories, color }: TermsProps) => (
  <ul className={styles.terms} aria-label={t('memoriesThatHaveEachWord')}>
    {terms.slice(0, TERMS_SHOWN).map(({ term, documents }) => (
      <li key={term} className={styles.term}>
        <span className="truncate">{wordOfTerm(term, query)}</span>
        <span className={classNames('mono', styles.documents)}>{formatCount(documents)}</span>
        <span
          className={styles.termBar}
          style={{ width: `${100 * logShare(documents, memories)}%`, background: color }}
          aria-hidden
        />
      </li>
    ))}
    {terms.length > TERMS_SHOWN && (
      <li className={styles.moreTerms}>{t('andTermsMore', { terms: terms.length - TERMS_SHOWN })}</li>
    )}
    {terms.length === 0 && <li className={styles.moreTerms}>{t('noWordThatTheIndex')}</li>}
  </ul>
)
