import { z } from 'zod'

/**
 * A query string as its schema expects it: text stays text, except where a number, a boolean or a list is asked for. What
 * cannot be read stays as it came, for the schema to refuse.
 */
export function readQuery(schema: z.ZodType | undefined, query: Record<string, unknown>): Record<string, unknown> {
  if (!(schema instanceof z.ZodObject)) return query
  const shape: Record<string, z.core.$ZodType> = schema.shape
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, readValue(shape[key], value)]))
}

function readValue(schema: z.core.$ZodType | undefined, value: unknown): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodArray) return Array.isArray(value) ? value : [value]
  if (typeof value !== 'string') return value
  if (inner instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  if (inner instanceof z.ZodBoolean) return value === 'true' ? true : value === 'false' ? false : value
  return value
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrapped(schema.def.innerType)
  return schema
}
