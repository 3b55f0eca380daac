import { z } from 'zod'

/**
 * OTLP's trace request as its JSON encoding is published (opentelemetry-proto 1, `trace_service.proto`, `trace.proto`,
 * `common.proto`, `resource.proto`, and the chapter on JSON of its specification): ids are hexadecimal, 64-bit numbers are
 * decimal texts or numbers, enums are numbers, names are in lower camel case, and there is nothing else.
 */
const Hex = (bytes: number) => z.string().regex(new RegExp(`^(?!0+$)[0-9a-f]{${bytes * 2}}$`))
const Uint64 = z.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative()])
const Uint32 = z.int().min(0).max(0xffff_ffff)

interface AnyValueShape {
  readonly stringValue?: string | undefined
  readonly boolValue?: boolean | undefined
  readonly intValue?: string | number | undefined
  readonly doubleValue?: number | undefined
  readonly bytesValue?: string | undefined
  readonly arrayValue?: { readonly values: readonly AnyValueShape[] } | undefined
  readonly kvlistValue?: { readonly values: readonly { key: string; value: AnyValueShape }[] } | undefined
}

const AnyValue: z.ZodType<AnyValueShape> = z.lazy(() =>
  z
    .strictObject({
      stringValue: z.string().optional(),
      boolValue: z.boolean().optional(),
      intValue: z.union([z.string().regex(/^-?\d+$/), z.int()]).optional(),
      doubleValue: z.number().optional(),
      bytesValue: z.base64().optional(),
      arrayValue: z.strictObject({ values: z.array(AnyValue) }).optional(),
      kvlistValue: z
        .strictObject({ values: z.array(z.strictObject({ key: z.string(), value: AnyValue })) })
        .optional(),
    })
    .refine((value) => Object.keys(value).length <= 1, 'a value is of one kind'),
)

const Attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: AnyValue }))
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'keys are unique')

const Event = z.strictObject({
  timeUnixNano: Uint64,
  name: z.string().min(1),
  attributes: Attributes.optional(),
  droppedAttributesCount: Uint32.optional(),
})
const Link = z.strictObject({
  traceId: Hex(16),
  spanId: Hex(8),
  traceState: z.string().optional(),
  attributes: Attributes.optional(),
  droppedAttributesCount: Uint32.optional(),
  flags: Uint32.optional(),
})

const Span = z
  .strictObject({
    traceId: Hex(16),
    spanId: Hex(8),
    traceState: z.string().optional(),
    parentSpanId: z.union([Hex(8), z.literal('')]).optional(),
    flags: Uint32.optional(),
    name: z.string().min(1),
    kind: z.int().min(0).max(5),
    startTimeUnixNano: Uint64,
    endTimeUnixNano: Uint64,
    attributes: Attributes.optional(),
    droppedAttributesCount: Uint32.optional(),
    events: z.array(Event).optional(),
    droppedEventsCount: Uint32.optional(),
    links: z.array(Link).optional(),
    droppedLinksCount: Uint32.optional(),
    status: z
      .strictObject({ message: z.string().optional(), code: z.int().min(0).max(2).optional() })
      .optional(),
  })
  .refine(
    ({ startTimeUnixNano, endTimeUnixNano }) => BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano),
    'a span ends after it began',
  )

export const ExportTraceServiceRequest = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z
        .strictObject({
          attributes: Attributes.optional(),
          droppedAttributesCount: Uint32.optional(),
          entityRefs: z.array(z.unknown()).optional(),
        })
        .optional(),
      scopeSpans: z.array(
        z.strictObject({
          scope: z
            .strictObject({
              name: z.string().optional(),
              version: z.string().optional(),
              attributes: Attributes.optional(),
              droppedAttributesCount: Uint32.optional(),
            })
            .optional(),
          spans: z.array(Span),
          schemaUrl: z.string().optional(),
        }),
      ),
      schemaUrl: z.string().optional(),
    }),
  ),
})

export type SpanJson = z.output<typeof Span>

const plain = (value: AnyValueShape): unknown => {
  const [one] = Object.entries(value)
  if (one === undefined) return null
  return one[0] === 'intValue' ? Number(one[1]) : one[1]
}

/** Attributes as an object. */
export const attributesIn = (list: z.output<typeof Attributes> = []): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]))
