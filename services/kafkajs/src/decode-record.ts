import { createByteReader } from './byte-reader.ts'

/** What a record has from its batch; numbers of 64 bits in decimal. */
export interface BatchContext {
  readonly firstOffset: string
  readonly firstTimestamp: string
  readonly maxTimestamp: string
  readonly magicByte: number
  readonly isControlBatch?: boolean
  readonly timestampType: number
}

type Value = Buffer | null
type Headers = Record<string, Value | Value[]>

export interface DecodedRecord {
  readonly magicByte: number
  readonly attributes: number
  readonly timestamp: string
  readonly offset: string
  readonly key: Value
  readonly value: Value
  readonly headers: Headers
  readonly isControlRecord: boolean
  readonly batchContext: BatchContext
}

/** The broker gives all records of a batch its own time, the greatest one. */
const LOG_APPEND_TIME = 1

const reader = createByteReader()

/**
 * A record of a batch (https://kafka.apache.org/documentation/#record), from the buffer of kafkajs' decoder. kafkajs counts offsets in big
 * integers, and copies all headers for each that it adds.
 */
export function decodeRecord({ buffer }: { readonly buffer: Buffer }, batchContext: BatchContext): DecodedRecord {
  const { firstOffset, firstTimestamp, maxTimestamp, magicByte, isControlBatch = false, timestampType } = batchContext
  reader.begin(buffer)
  const attributes = reader.byte()
  const timestamp = sumOf(firstTimestamp, reader.varlong())
  const offset = sumOf(firstOffset, reader.varint())
  return {
    magicByte,
    attributes,
    timestamp: timestampType === LOG_APPEND_TIME && maxTimestamp ? maxTimestamp : timestamp,
    offset,
    key: reader.sized(),
    value: reader.sized(),
    headers: readHeaders(),
    isControlRecord: isControlBatch,
    batchContext,
  }
}

function sumOf(first: string, delta: number | bigint): string {
  const sum = Number(first) + Number(delta)
  return Number.isSafeInteger(sum) ? String(sum) : String(BigInt(first) + BigInt(delta))
}

/** Several of one name become a list. */
function readHeaders(): Headers {
  // of no prototype, which a header might be named after
  const headers: Headers = Object.create(null)
  for (let left = reader.varint(); left > 0; left--) {
    const name = String(reader.text())
    const value = reader.sized()
    const before = headers[name]
    if (before === undefined) headers[name] = value
    else if (Array.isArray(before)) before.push(value)
    else headers[name] = [before, value]
  }
  return headers
}
