/** CPU seconds of this process so far, all threads: on a shared machine the only clock that says what work was done. */
export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
