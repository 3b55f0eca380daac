import { Stethoscope } from 'lucide-react'
import type { Command } from './command.ts'

export const openDoctor: Command = {
  id: 'open-doctor',
  title: 'Check the stores with the doctor…',
  group: 'Data',
  icon: Stethoscope,
  keywords: ['repair', 'integrity', 'compare', 'index', 'rebuild'],
  run: ({ openOverlay }) => openOverlay({ kind: 'doctor' }),
}
