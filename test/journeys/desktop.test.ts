import { desktopEdition } from './edition.ts'
import { journeys } from './journeys.ts'

journeys(desktopEdition)
