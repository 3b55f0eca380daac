import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const gateHandlers = ({
  gate,
  gateRecords,
  inbox,
  calibration,
  salience,
  suggestion,
}: Engine): SomaHandlers['gate'] => ({
  settings: async () => gate.settings,
  preview: (probe) => gate.preview(probe),
  inbox: ({ namespace, ...page }) => inbox.list(namespace, page),
  storeAnyway: (place, { client }) => inbox.storeAnyway(place, client),
  mergeInto: (place, { client }) => inbox.mergeInto(place, client),
  confirm: (place, { client }) => inbox.confirm(place, client),
  settle: (many, { client }) => inbox.settleMany(many, client),
  records: ({ namespace, coordinate }) => gateRecords(namespace, coordinate),
  suggest: ({ namespace }) => suggestion(namespace),
  calibrate: (asked, { signal }) => calibration.run(asked, signal),
  salience: ({ namespace, coordinates }) => salience.of(namespace, coordinates),
})
