import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { KIND_NAMES, policies, type Role } from '#engine'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { type Dayjs, dayjs } from '../calendar.ts'
import { ApiProblem, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { PackEffect } from '../parts/pack-effect.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { TimeColumns } from '../parts/time-columns.tsx'
import { FILED_KINDS, type FiledKind, moment } from '../words.ts'

type Campaign = Answered<'GET', '/api/bureaus/:region/campaigns'>['campaigns'][number]
type Kind = Campaign['kind']

const MAKERS: readonly Role[] = ['performanceOfficer', 'administrator']
const STATES: Readonly<Record<Campaign['state'], string>> = {
  early: commonTexts.notBegun,
  open: listTexts.open,
  late: listTexts.openLate,
  closed: listTexts.closed,
}

/** Calls of the bureau: which form, from when to when, and how far it has come. */
export function Campaigns() {
  const { region, roles } = useCurrent()
  const [edited, setEdited] = useState<Campaign | 'new'>()
  const list = useQuery({
    queryKey: ['campaigns', region],
    queryFn: () => call('GET', '/api/bureaus/:region/campaigns', { params: { region } }),
  })
  if (list.isError) return <PageError error={list.error} reset={() => void list.refetch()} />
  if (!list.data) return <PageLoading />
  const mayMake = roles.some((role) => MAKERS.includes(role))
  return (
    <div className="sheet">
      <h1>{commonTexts.campaigns}</h1>
      {mayMake && (
        <Button type="primary" onClick={() => setEdited('new')}>
          {listTexts.startCampaign}
        </Button>
      )}
      {list.data.campaigns.length === 0 && (
        <Empty>{listTexts.noCampaigns(mayMake ? listTexts.startOne : listTexts.waitForBureau)}</Empty>
      )}
      <ul className="campaigns">
        {list.data.campaigns.map((campaign) => (
          <li key={campaign.id}>
            <Link to="/campaigns/$campaign" params={{ campaign: campaign.id }}>
              <b>{campaign.title}</b>
            </Link>{' '}
            <span className="status">{STATES[campaign.state]}</span>
            <p>
              {listTexts.campaignLine(
                campaign.fiscalYear,
                KIND_NAMES[campaign.kind],
                moment(campaign.opensAt),
                moment(campaign.closesAt),
              )}
              {campaign.lateUntil !== null && listTexts.lateLine(moment(campaign.lateUntil))}
              {campaign.state === 'open' && campaign.daysLeft !== null && listTexts.daysLeft(campaign.daysLeft)}
            </p>
            <p className="soft">
              {listTexts.policyLine(
                policies.find(({ id }) => id === campaign.policy)?.title ?? listTexts.policyByPlace,
              )}
            </p>
            {mayMake && (
              <Button size="small" onClick={() => setEdited(campaign)}>
                {listTexts.changeTimes}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edited && <Edit campaign={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
    </div>
  )
}

type Fields = {
  readonly title: string
  readonly kind: Kind
  readonly window: readonly [Dayjs, Dayjs]
  readonly lateUntil?: Dayjs | null
  readonly policy?: string
}

function Edit({ campaign, close }: { campaign: Campaign | undefined; close: () => void }) {
  const { region, year } = useCurrent()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [problem, setProblem] = useState<string>()
  const save = async ({ title, kind, window: [opens, closes], lateUntil, policy }: Fields) => {
    const body = {
      title,
      policy: policy ?? null,
      opensAt: opens.toISOString(),
      closesAt: closes.toISOString(),
      lateUntil: lateUntil ? lateUntil.toISOString() : null,
    }
    try {
      if (campaign)
        await call('PATCH', '/api/bureaus/:region/campaigns/:campaign', {
          params: { region, campaign: campaign.id },
          body,
        })
      else
        await call('POST', '/api/bureaus/:region/campaigns', {
          params: { region },
          body: { ...body, fiscalYear: year, kind: kind as FiledKind },
          isOnce: true,
        })
      await queries.invalidateQueries({ queryKey: ['campaigns'] })
      void message.success(campaign ? listTexts.campaignChanged : listTexts.campaignStarted)
      close()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    }
  }
  return (
    <Modal
      open
      title={campaign ? listTexts.changeCampaign : listTexts.startCampaignOf(year)}
      okText={campaign ? listTexts.saveCampaign : listTexts.startShort}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={(fields) => void save(fields)}
        initialValues={campaign ? valuesOf(campaign) : firstValues(year)}
      >
        <CampaignFields isNew={!campaign} />
        <ChosenPack campaign={campaign} year={(campaign?.fiscalYear ?? year) - 1} />
      </Form>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </Modal>
  )
}

function valuesOf({ title, kind, opensAt, closesAt, lateUntil, policy }: Campaign) {
  const window = [dayjs(opensAt), dayjs(closesAt)] as const
  return { title, kind, window, lateUntil: lateUntil === null ? null : dayjs(lateUntil), policy: policy ?? undefined }
}

/** A month from today, until the end of an office's day. */
function firstValues(year: number) {
  const window = [dayjs().startOf('day'), dayjs().add(30, 'day').hour(18).minute(0).second(0)] as const
  return { title: listTexts.campaignTitle(year), kind: 'department-self-evaluation', window }
}

/** Another pack than the one that holds now: what it would have made of the forms of the year before. */
function ChosenPack({ campaign, year }: { campaign: Campaign | undefined; year: number }) {
  const kind = Form.useWatch<Kind | undefined>('kind')
  const policy = Form.useWatch<string | undefined>('policy')
  const against = campaign?.policy ?? undefined
  const chosen = policy ?? undefined
  if (kind === undefined || chosen === against || !isFiled(kind)) return null
  return <PackEffect kind={kind} year={year} policy={chosen} against={against} />
}

function isFiled(kind: Kind): kind is FiledKind {
  return FILED_KINDS.includes(kind as FiledKind)
}

function CampaignFields({ isNew }: { isNew: boolean }) {
  const kind = Form.useWatch<Kind | undefined>('kind')
  const fitting = policies.filter(({ kinds }) => kind === undefined || kinds.includes(kind))
  return (
    <>
      <Form.Item name="title" label={commonTexts.name} rules={[{ required: true, min: 2, max: 80 }]}>
        <Input />
      </Form.Item>
      <Form.Item name="kind" label={listTexts.whichForm}>
        <Select disabled={!isNew} options={FILED_KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))} />
      </Form.Item>
      <Form.Item
        name="window"
        label={listTexts.startAndEnd}
        rules={[{ required: true, message: listTexts.startAndEndNeeded }]}
      >
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: '100%' }}
          panelRender={(panel) => <TimeColumns panel={panel} />}
        />
      </Form.Item>
      <Form.Item name="lateUntil" label={listTexts.lateUntil}>
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: '100%' }}
          panelRender={(panel) => <TimeColumns panel={panel} />}
        />
      </Form.Item>
      <Form.Item name="policy" label={commonTexts.rulePacks}>
        <Select
          allowClear
          placeholder={listTexts.policyByPlace}
          options={fitting.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
    </>
  )
}
