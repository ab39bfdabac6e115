import { MsctlError } from '../errors.ts'
import { formatCount } from '../lib/units.ts'
import { letterId, type Place, parseLetterId } from '../probes/dead-letter.ts'
import type { PartitionOffsets } from '../probes/topic-offsets.ts'

export type LetterPlace = Pick<Place, 'partition' | 'offset'>

/** The places that the typed ids mean, each once; MSCTL_USAGE for one that is no id, or is not there (any more). */
export function findLetterPlaces(
  topic: string,
  typed: readonly string[],
  offsets: readonly PartitionOffsets[],
): readonly LetterPlace[] {
  const places = typed.map((text) => findLetterPlace(topic, text, offsets))
  return [...new Map(places.map((place) => [letterId(place), place])).values()]
}

/** The same for one. */
export function findLetterPlace(topic: string, text: string, offsets: readonly PartitionOffsets[]): LetterPlace {
  const place = parseLetterId(text)
  if (place === undefined) throw refused(`"${text}" is no id of a dead letter: partition and offset, like 0-12`)
  const range = offsets.find(({ partition }) => partition === place.partition)
  if (offsets.every(({ first, end }) => first === end)) throw refused(`no dead letter ${text}: ${topic} holds none`)
  if (range === undefined) {
    const known = offsets.map(({ partition }) => partition).join(', ')
    throw refused(`no dead letter ${text}: ${topic} has only partition ${known}`)
  }
  if (place.offset < range.first) throw letterGone(place, `the oldest is ${place.partition}-${range.first}`)
  if (place.offset >= range.end) {
    throw refused(
      `no dead letter ${text}: ${formatCount(range.end)} were written, the last is ${place.partition}-${range.end - 1}`,
    )
  }
  return place
}

/** For one that was there once. */
export function letterGone(place: LetterPlace, more = 'since a moment ago'): MsctlError {
  return refused(`dead letter ${letterId(place)} is not there any more, by the topic's retention: ${more}`)
}

function refused(message: string): MsctlError {
  return new MsctlError('MSCTL_USAGE', message, { suggestions: ['msctl dlq list'] })
}
