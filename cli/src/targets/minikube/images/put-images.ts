import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { Outcome } from '../minikube-cli.ts'
import { readProfileRecord, writeProfileRecord } from '../profile/profile-record.ts'
import type { ImageSource } from './image-source.ts'
import { listImages } from './list-images.ts'

/** Those that the profile does not have, or has as they were before. MSCTL_MACHINE_LACKS names one that does not come in. */
export async function putImages(
  profile: string,
  sources: readonly ImageSource[],
  folders: Folders,
  run: Run,
): Promise<void> {
  const there = await listImages(profile, run)
  const { images: known } = readProfileRecord(folders, profile)
  const isThere = ({ image, source }: ImageSource): boolean =>
    known[image]?.source === source && there.get(image) === known[image].id
  const lacking = sources.filter((one) => !isThere(one))
  for (const one of lacking) await putInto(profile, one, folders, run)
}

/** Minikube exits 0 with a warning where it could not load an image, so that the profile is asked whether it has it now, and not still the one before. */
async function putInto(
  profile: string,
  { image, source, ...one }: ImageSource,
  folders: Folders,
  run: Run,
): Promise<void> {
  run.report(`putting ${image} into the profile ${profile}`)
  const outcome = await one.putInto(profile, run)
  const id = (await listImages(profile, run)).get(image)
  const record = readProfileRecord(folders, profile)
  const known = record.images[image]
  const isStillOld = known !== undefined && known.source !== source && known.id === id
  if (outcome.exitCode !== 0 || id === undefined || isStillOld) throw notPut(profile, image, outcome)
  writeProfileRecord(folders, profile, { ...record, images: { ...record.images, [image]: { source, id } } })
}

function notPut(profile: string, image: string, { stdout, stderr }: Outcome): MsctlError {
  const text = `${stdout}\n${stderr}`.split('\n').filter((line) => /\w/.test(line) && !/^[╭│╰]/.test(line))
  return new MsctlError(
    'MSCTL_MACHINE_LACKS',
    `the image "${image}" does not come into the Minikube profile "${profile}"`,
    {
      suggestions: [
        `minikube -p ${profile} image load ${image} --alsologtostderr shows why`,
        `minikube -p ${profile} ssh -- df -h: whether it has room`,
      ],
      details: {
        profile,
        image,
        ...(text.length > 0 && { evidence: [{ label: 'last', text: text.slice(-6).join('\n') }] }),
      },
    },
  )
}
