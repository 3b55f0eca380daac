/**
 * What HTTP calls a status. Not imported as others are: then Node reads everything that `node:http` has to export, and with it a
 * client of its own for WebSockets, which takes 40 ms of every start.
 */
export const statusName = (status: number): string | undefined =>
  process.getBuiltinModule('node:http').STATUS_CODES[status]
