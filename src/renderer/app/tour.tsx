import { useQuery } from '@tanstack/react-query'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { Button } from '#ui/button'
import { useSomaQueries } from '../api/client-context.tsx'
import { wordsOf } from '../words/words.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { requestRecall } from '../workspace/recall-request.ts'
import { endTour, showTourStep, tourStore } from '../workspace/tour.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'
import styles from './tour.module.css'
import { TOUR_STEPS } from './tour-steps.ts'
import { useTourTargets } from './use-tour-targets.ts'

const t = wordsOf('tour')

/** Where the card stands while what it points at is not there: an empty namespace has no scores. */
const NOWHERE = {
  getBoundingClientRect: () => new DOMRect(window.innerWidth / 2, window.innerHeight / 3, 0, 0),
}

/** A card beside one control after the other. The app can be used meanwhile; Esc ends it. */
export const Tour = () => {
  const step = tourStore((state) => state.step)
  return step === null ? null : <TourCard step={step} />
}

const TourCard = ({ step }: { readonly step: number }) => {
  // What had the focus before gets it back.
  const before = useRef(document.activeElement)
  const [title, text] = [useId(), useId()]
  const shown = TOUR_STEPS[step]
  const target = useTourTargets(shown?.targets ?? NO_TARGETS)
  useStepOnRecall(shown?.onRecall ?? false)
  if (!shown) return null
  const isLast = step === TOUR_STEPS.length - 1
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight' && !isLast) showTourStep(step + 1)
    else if (event.key === 'ArrowLeft' && step > 0) showTourStep(step - 1)
  }
  return (
    <Popover.Root open onOpenChange={(open) => !open && endTour()}>
      <Popover.Anchor virtualRef={{ current: target ?? NOWHERE }} />
      <Popover.Portal>
        <Popover.Content
          className={styles.card}
          side={shown.side}
          sideOffset={10}
          collisionPadding={8}
          data-sheet
          aria-labelledby={title}
          aria-describedby={text}
          onKeyDown={press}
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            focusAgain(before.current)
          }}
        >
          <div aria-live="polite" className={styles.words}>
            <h2 id={title} className={styles.title}>
              {shown.title}
            </h2>
            <p id={text}>{shown.text}</p>
          </div>
          <div className={styles.foot}>
            <span className={styles.count}>
              {t('stepOfCount', { step: step + 1, count: TOUR_STEPS.length })}
            </span>
            {!isLast && (
              <Button variant="plain" onClick={endTour}>
                {t('skip')}
              </Button>
            )}
            {step > 0 && <Button onClick={() => showTourStep(step - 1)}>{t('back')}</Button>}
            {isLast && (
              <Button
                onClick={() => {
                  endTour()
                  openOverlay({ kind: 'connect' })
                }}
              >
                {t('connect')}
              </Button>
            )}
            <Button variant="primary" onClick={() => (isLast ? endTour() : showTourStep(step + 1))}>
              {isLast ? t('done') : t('next')}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const NO_TARGETS: readonly string[] = []

/** To what had it; where that is gone, as the invitation is, to the screen's search. */
const focusAgain = (element: Element | null): void => {
  const isThere = element instanceof HTMLElement && element.isConnected && element !== document.body
  const next = isThere ? element : document.querySelector<HTMLElement>('[data-search-focus]')
  next?.focus()
}

/** Shows Recall, with an answer: where nothing was asked, that to the first suggestion. */
const useStepOnRecall = (isOnRecall: boolean): void => {
  const namespace = useWorkspace((w) => w.namespace)
  const { data: namespaces } = useQuery(useSomaQueries().namespaces.list())
  const suggestion = namespaces?.find(({ name }) => name === namespace)?.suggestions[0]
  useEffect(() => {
    if (!isOnRecall) return
    if (workspace.getState().screen !== 'recall') workspace.getState().go({ screen: 'recall' })
    if (suggestion !== undefined) requestRecall({ kind: 'try', query: suggestion })
  }, [isOnRecall, suggestion])
}
