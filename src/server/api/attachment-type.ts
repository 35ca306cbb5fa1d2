/** What the first bytes of a kind of file are, and the endings it may have. */
type Kind = {
  readonly type: string
  readonly endings: readonly string[]
  readonly starts: readonly (readonly number[])[]
}

const ZIP = [[0x50, 0x4b, 0x03, 0x04]]
const OLE = [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]]
const OOXML = 'application/vnd.openxmlformats-officedocument'

const KINDS: readonly Kind[] = [
  { type: 'application/pdf', endings: ['pdf'], starts: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  { type: 'image/png', endings: ['png'], starts: [[0x89, 0x50, 0x4e, 0x47]] },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'], starts: [[0xff, 0xd8, 0xff]] },
  {
    type: 'image/tiff',
    endings: ['tif', 'tiff'],
    starts: [
      [0x49, 0x49, 0x2a, 0],
      [0x4d, 0x4d, 0, 0x2a],
    ],
  },
  { type: `${OOXML}.spreadsheetml.sheet`, endings: ['xlsx'], starts: ZIP },
  { type: `${OOXML}.wordprocessingml.document`, endings: ['docx'], starts: ZIP },
  { type: 'application/vnd.ms-excel', endings: ['xls', 'et'], starts: OLE },
  { type: 'application/msword', endings: ['doc', 'wps'], starts: OLE },
  { type: 'application/zip', endings: ['zip', 'ofd'], starts: ZIP },
]
const TEXT = ['txt', 'csv']

/**
 * The media type of a file by its ending, if the content agrees; undefined for anything else. Scripts, programs and pages are not kept:
 * somebody would open them. Nothing here looks for viruses; an office that wants that puts a scanner before the server.
 */
export function attachmentType(bytes: Uint8Array, name: string): string | undefined {
  const ending = /\.(\w{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (bytes.length === 0) return undefined
  if (TEXT.includes(ending)) return bytes.subarray(0, 4096).includes(0) ? undefined : 'text/plain; charset=utf-8'
  const kind = KINDS.find(({ endings }) => endings.includes(ending))
  return kind?.starts.some((start) => start.every((byte, i) => bytes[i] === byte)) ? kind.type : undefined
}
