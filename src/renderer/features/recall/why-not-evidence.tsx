import { Check, Minus } from 'lucide-react'
import type { RecallResult, SignalPart, WhyNot } from '#contract/recall'
import { classNames } from '../../ui/class-names.ts'
import { formatCount, formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { wordOfTerm } from './query-words.ts'
import { formatRaw, SIGNALS } from './signals.ts'
import styles from './why-not-evidence.module.css'

const t = wordsOf('recall')

interface WhyNotEvidenceProps {
  readonly answer: WhyNot
  readonly query: string
  readonly result: RecallResult | undefined
}

/** What speaks for and against a memory: its parts beside those of the last result, its words, its place by meaning. */
export const WhyNotEvidence = ({ answer, query, result }: WhyNotEvidenceProps) => {
  const { parts, score, matched, missing, vectorRank, reason } = answer
  const last = result?.hits.at(-1)
  const other = reason.is === 'returned' ? undefined : last
  return (
    <>
      {score !== null && parts.length > 0 && (
        <Parts
          mine={{ score, parts }}
          last={other && { score: other.score, parts: other.parts, rank: other.rank }}
        />
      )}
      {(matched.length > 0 || missing.length > 0) && (
        <section className={styles.section} aria-label={t('wordsOfTheQuery')}>
          <h3 className={styles.heading}>{t('wordsOfTheQuery')}</h3>
          <ul className={styles.words}>
            {matched.map((word) => (
              <Word key={word} word={wordOfTerm(word, query)} has />
            ))}
            {missing.map((word) => (
              <Word key={word} word={wordOfTerm(word, query)} has={false} />
            ))}
          </ul>
        </section>
      )}
      {vectorRank !== null && (
        <section className={styles.section} aria-label={t('byMeaningAlone')}>
          <h3 className={styles.heading}>{t('byMeaningAlone')}</h3>
          <p>
            <b className={styles.rank}>{formatCount(vectorRank)}</b>
            {vectorRank === 1
              ? t('theNearestOfAll')
              : t('vectorRankAreNearerComparedWith', {
                  vectorRank: formatCount(vectorRank - 1),
                  which: vectorRank === 2 ? 'yes' : 'no',
                })}
          </p>
        </section>
      )}
    </>
  )
}

const Word = ({ word, has }: { readonly word: string; readonly has: boolean }) => (
  <li className={classNames(styles.word, has ? styles.has : styles.lacks)}>
    {has ? <Check size={12} aria-hidden /> : <Minus size={12} aria-hidden />}
    {word}
    <span className="visually-hidden">{has ? t('standsInIt') : t('doesNotStandInIt')}</span>
  </li>
)

interface Scored {
  readonly score: number
  readonly parts: readonly SignalPart[]
}

interface PartsProps {
  readonly mine: Scored
  /** The last result that is shown, which it would have to pass. */
  readonly last: (Scored & { readonly rank: number }) | undefined
}

const partOf = ({ parts }: Scored, name: string): SignalPart | undefined =>
  parts.find(({ signal }) => signal === name)

const Parts = ({ mine, last }: PartsProps) => {
  const shown = SIGNALS.filter(({ name }) => partOf(mine, name))
  const most = Math.max(mine.score, last?.score ?? 0, 1e-9)
  const title = t('itsScoreLast', {
    last: last ? t('againstPlaceRankTheLast', { rank: last.rank }) : '',
  })
  const width = (value: number) => `${(100 * Math.max(0, value)) / most}%`
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <table className={styles.table}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('signal')}</th>
            <th scope="col">{t('raw')}</th>
            <th scope="col">{t('parts')}</th>
            <th scope="col">{t('itsPart')}</th>
            {last && <th scope="col">{t('partOfPlaceRank', { rank: last.rank })}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, label, color }) => {
            const own = partOf(mine, name)
            const theirs = last && (partOf(last, name)?.part ?? 0)
            return (
              <tr key={name}>
                <th scope="row">
                  <span className={styles.swatch} style={{ background: color }} aria-hidden />
                  {label}
                </th>
                <td className={classNames('mono', styles.raw)}>{formatRaw(name, own?.raw ?? null)}</td>
                <td className={styles.bars}>
                  <span style={{ width: width(own?.part ?? 0), background: color }} />
                  {theirs !== undefined && (
                    <span className={styles.theirs} style={{ width: width(theirs) }} />
                  )}
                </td>
                <td className="mono">{formatScore(own?.part ?? 0)}</td>
                {theirs !== undefined && (
                  <td className={classNames('mono', styles.quiet)}>{formatScore(theirs)}</td>
                )}
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('score')}
            </th>
            <td className="mono">{formatScore(mine.score)}</td>
            {last && <td className={classNames('mono', styles.quiet)}>{formatScore(last.score)}</td>}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
