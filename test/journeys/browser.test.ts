import { browserEdition } from './edition.ts'
import { journeys } from './journeys.ts'

journeys(browserEdition)
