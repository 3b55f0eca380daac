import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { AppState } from './app.ts'

export const doctorHandlers = ({ doctor }: Engine, { diagnose }: AppState): SomaHandlers['doctor'] => ({
  check: (_input, { signal }) => doctor.check(diagnose, signal),
  repair: (_input, { signal }) => doctor.repair(diagnose, signal),
})
