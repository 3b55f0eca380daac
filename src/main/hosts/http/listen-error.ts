import { StartError } from '../start-error.ts'

/** The port is taken. */
export class PortInUse extends StartError {
  readonly port: number

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} is in use already. Choose another with --port, or --port 0 for any that is free; if Soma Inspector runs there, use that one.`,
      options,
    )
    this.port = port
  }
}

/** Why listening failed, as a sentence for people where there is one. */
export const listenError = (error: unknown, host: string, port: number): unknown => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') return new PortInUse(port, { cause: error })
  if (code === 'EACCES') {
    return new StartError(
      `Port ${port} needs more rights than you have. Choose one above 1023 with --port.`,
      {
        cause: error,
      },
    )
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(`"${host}" is not an address of this machine. Choose another with --host.`, {
      cause: error,
    })
  }
  return error
}
