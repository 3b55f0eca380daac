import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { AppState } from './app.ts'

export const doctorHandlers = ({ doctor }: Engine, { doctorFiles }: AppState): SomaHandlers['doctor'] => ({
  check: (_input, { signal }) => doctor.check(doctorFiles, signal),
  repair: (_input, { signal }) => doctor.repair(doctorFiles, signal),
})
