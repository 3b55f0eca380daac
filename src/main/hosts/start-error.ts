/** The program cannot start, and the message says in one sentence why and what to do. Hosts show it and end with 2. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
