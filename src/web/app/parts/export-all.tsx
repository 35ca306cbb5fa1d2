import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { BUREAU_ROLES } from '#engine'
import type { Sent } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { ApiProblem, call } from '../client.ts'
import { useCurrent } from '../current.tsx'

type Asked = Sent<'POST', '/api/bureaus/:region/exports'>
type Format = NonNullable<Asked['formats']>[number]

const FORMATS: readonly { readonly value: Format; readonly label: string }[] = [
  { value: 'xlsx', label: 'Excel' },
  { value: 'docx', label: 'Word' },
  { value: 'pdf', label: 'PDF' },
  { value: 'json', label: 'JSON' },
]

/** All forms of a filter as official files in one zip: chosen here, made by the server, watched on the job's page. */
export function ExportAll({ filter, count }: { readonly filter: Omit<Asked, 'formats'>; readonly count: number }) {
  const { roles } = useCurrent()
  const [isOpen, setOpen] = useState(false)
  if (!roles.some((role) => BUREAU_ROLES.includes(role))) return null
  return (
    <>
      <Button disabled={count === 0} onClick={() => setOpen(true)}>
        {listTexts.exportFiles}
      </Button>
      {isOpen && <ExportDialog filter={filter} count={count} close={() => setOpen(false)} />}
    </>
  )
}

type DialogProps = { readonly filter: Omit<Asked, 'formats'>; readonly count: number; readonly close: () => void }

function ExportDialog({ filter, count, close }: DialogProps) {
  const { region } = useCurrent()
  const navigate = useNavigate()
  const [formats, setFormats] = useState<readonly Format[]>(['xlsx', 'pdf'])
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const body = { ...filter, formats: [...formats] }
      const { id } = await call('POST', '/api/bureaus/:region/exports', { params: { region }, body })
      await navigate({ to: '/import/$job', params: { job: id } })
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={listTexts.exportFilesOf(count)}
      okText={commonTexts.act}
      cancelText={commonTexts.cancel}
      okButtonProps={{ disabled: formats.length === 0, loading: isBusy }}
      onOk={() => void start()}
      onCancel={close}
    >
      <p>{listTexts.exportFilesHint}</p>
      <Checkbox.Group
        options={[...FORMATS]}
        value={[...formats]}
        onChange={(chosen) => setFormats(chosen as readonly Format[])}
      />
      {problem && <Alert type="error" showIcon title={problem} />}
    </Modal>
  )
}
