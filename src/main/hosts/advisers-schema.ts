import { z } from 'zod'

const url = (example: string) =>
  z.string().min(1).optional().describe(`Address of the server, for example ${example}`)
const model = z.string().min(1).optional().describe('Name of the model, as the server knows it')
const apiKey = z
  .string()
  .min(1)
  .optional()
  .describe('Key of the server; env:NAME or file:PATH keeps it out of the settings')
const allowInsecure = z
  .boolean()
  .default(false)
  .describe('Send memories to another computer without encryption (http)')
const timeoutSeconds = z
  .number()
  .min(1)
  .max(600)
  .default(60)
  .describe('How long to wait for an answer of the server')

type Context = { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void }

const need = (context: Context, key: string, message: string): void =>
  context.addIssue({ code: 'custom', path: [key], message })

/** Who sums episodes up besides their own sentences: `memory_enterprise.consolidation`. */
export const ConsolidationSchema = z
  .strictObject({
    url: url('http://localhost:11434/v1'),
    model,
    api_key: apiKey,
    allow_insecure: allowInsecure,
    timeout_seconds: timeoutSeconds,
  })
  .superRefine((settings, context) => {
    if (settings.url !== undefined && settings.model === undefined) {
      need(context, 'model', 'url needs it, for example llama3.2')
    }
  })
  .prefault({})

/** Who predicts, and how outcomes are held against predictions: `memory_enterprise.predictions`. */
export const PredictionsSchema = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Let a language model predict what will come of memories'),
    provider: z
      .enum(['none', 'ollama', 'openai'])
      .default('none')
      .describe('Who predicts: nobody, Ollama, or a server that speaks the API of OpenAI'),
    url: url('http://localhost:11434'),
    model,
    api_key: apiKey,
    allow_insecure: allowInsecure,
    timeout_seconds: timeoutSeconds,
    error_policy: z
      .enum(['exact', 'threshold'])
      .default('exact')
      .describe(
        'When an outcome counts as predicted: where it is the same value, or not farther off than threshold',
      ),
    threshold: z
      .number()
      .min(0)
      .default(0.5)
      .describe('How far off is near enough: the difference of numbers, 1 - likeness of texts'),
  })
  .superRefine(({ enabled, provider, ...settings }, context) => {
    if (!enabled || provider === 'none') return
    if (settings.url === undefined) need(context, 'url', `the provider ${provider} needs it`)
    if (settings.model === undefined)
      need(context, 'model', `the provider ${provider} needs it, for example llama3.2`)
  })
  .prefault({})
