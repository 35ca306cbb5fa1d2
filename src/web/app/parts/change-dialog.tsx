import { Form, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Problem } from './problem.tsx'
import { reasonOf } from './reason.ts'

type ChangeDialogProps<Fields extends object> = {
  readonly title: string
  readonly okText: string
  readonly initial: Partial<Fields>
  /** What will change, from what is filled in so far. */
  readonly says?: (fields: Partial<Fields>) => ReactNode
  /** Does it; what the server declines is told and the dialog stays. */
  readonly send: (fields: Fields) => Promise<unknown>
  readonly close: () => void
  /** Something follows in its place once it is done: then it does not close itself. */
  readonly isFollowed?: boolean
  readonly isDanger?: boolean
  readonly width?: number
  readonly children: ReactNode
}

/** A change with its fields, a sentence that says what it will do, and the server's answer if it declines. */
export function ChangeDialog<Fields extends object>(props: ChangeDialogProps<Fields>) {
  const {
    title,
    okText,
    initial,
    says,
    send,
    close,
    isFollowed = false,
    isDanger = false,
    width = 520,
    children,
  } = props
  const [form] = Form.useForm<Fields>()
  const fields = Form.useWatch([], form) as Partial<Fields> | undefined
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const finish = async (filled: Fields) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await send(filled)
      if (!isFollowed) close()
    } catch (error) {
      setProblem(reasonOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      width={width}
      okText={okText}
      okButtonProps={{ danger: isDanger, loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={close}
      mask={{ closable: false }}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(filled) => void finish(filled)}
        scrollToFirstError
      >
        {children}
        {/* Enter in a field sends, as it does with the button below. */}
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </Form>
      {says && <div className="says">{says(fields ?? initial)}</div>}
      <Problem text={problem} />
    </Modal>
  )
}
