import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { AppState } from './app.ts'

export const doctorHandlers = ({ doctor }: Engine, { doctorFiles }: AppState): SomaHandlers['doctor'] => ({
  check: ({ vectors }, { signal }) => doctor.check(doctorFiles, signal, vectors),
  repair: ({ vectors }, { signal, client }) =>
    doctor.repair(doctorFiles, signal, { reach: vectors, author: client }),
})
