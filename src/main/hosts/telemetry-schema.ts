import { z } from 'zod'

/** `telemetry.*`: whether and where traces go. */
export const TelemetrySchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Send traces of recalls, changes and calls of the stores to the places set here'),
    endpoint: z
      .string()
      .min(1)
      .optional()
      .describe('Address of an OpenTelemetry collector over HTTP, for example http://localhost:4318'),
    headers: z
      .string()
      .min(1)
      .optional()
      .describe(
        'What it wants with each request: name=value, with commas between. In the app only where that lies: env:NAME, file:PATH or keychain:NAME',
      ),
    allow_insecure: z
      .boolean()
      .default(false)
      .describe('Send traces to another computer without encryption (http)'),
    langfuse_host: z
      .string()
      .min(1)
      .default('https://cloud.langfuse.com')
      .describe('Address of Langfuse; traces go there once both of its keys are set'),
    langfuse_public: z.string().min(1).optional().describe('Public key of a project of Langfuse'),
    langfuse_secret: z
      .string()
      .min(1)
      .optional()
      .describe('Its secret key. In the app only where it lies: env:NAME, file:PATH or keychain:NAME'),
    service_name: z.string().min(1).max(200).default('soma').describe('What traces say that they come from'),
    sample_ratio: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe(
        'Share of the traces that is sent; a program that asks with a trace of its own decides for that',
      ),
    all_calls: z
      .boolean()
      .default(false)
      .describe(
        'Trace also the calls of stores that belong to no recall and no change: what is only looked at, and what the program does by itself',
      ),
    include_queries: z
      .boolean()
      .default(false)
      .describe('Send what was asked with the trace; never where fields of memories are encrypted'),
    include_payloads: z
      .boolean()
      .default(false)
      .describe(
        'Send what was stored, and titles of what was found, with the trace; never where fields of memories are encrypted',
      ),
    timeout_seconds: z
      .number()
      .min(1)
      .max(60)
      .default(10)
      .describe('How long to wait for an answer to a batch of traces'),
  })
  .prefault({})
