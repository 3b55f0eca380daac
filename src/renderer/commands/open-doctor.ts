import { Stethoscope } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const openDoctor: Command = {
  id: 'open-doctor',
  get title() {
    return t('checkTheStoresWithThe')
  },
  group: 'Data',
  icon: Stethoscope,
  keywords: ['repair', 'integrity', 'compare', 'index', 'rebuild'],
  run: ({ openOverlay }) => openOverlay({ kind: 'doctor' }),
}
