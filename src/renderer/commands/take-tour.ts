import { Compass } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import { showTourStep } from '../workspace/tour.ts'
import type { Command } from './command.ts'

const t = wordsOf('tour')

export const takeTour: Command = {
  id: 'take-tour',
  get title() {
    return t('takeTheTour')
  },
  group: 'Help',
  icon: Compass,
  keywords: ['help', 'start', 'introduction', 'onboarding'],
  run: ({ workspace }) => {
    workspace.setPreferences({ tourOffered: true })
    workspace.go({ screen: 'recall' })
    // Once the palette has given the focus back.
    requestAnimationFrame(() => requestAnimationFrame(() => showTourStep(0)))
  },
}
