import { Compass } from 'lucide-react'
import { Button } from '#ui/button'
import { takeTour } from '../../commands/take-tour.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import styles from './tour-invitation.module.css'

const t = wordsOf('tour')

/** At the first start, until it is answered. */
export const TourInvitation = () => {
  const contextNow = useCommandContext()
  if (useWorkspace((w) => w.preferences.tourOffered)) return null
  return (
    <section className={styles.invitation} aria-label={t('newHere')}>
      <Compass size={16} aria-hidden />
      <p>{t('newHereAMinuteShows')}</p>
      <Button
        variant="plain"
        size="small"
        onClick={() => workspace.getState().setPreferences({ tourOffered: true })}
      >
        {t('noThanks')}
      </Button>
      <Button size="small" onClick={() => takeTour.run(contextNow())}>
        {t('takeTheTour')}
      </Button>
    </section>
  )
}
