import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { endpoints } from './endpoints.ts'

const PROBLEM = {
  description: '没有做成：原因是中文，写在 detail 里',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** The OpenAPI 3.1 document of all endpoints, made from the list that the routes are made from. */
export function openApi(): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const one of endpoints) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(one) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '绩衡',
      version: '1',
      description: '预算绩效自评的接口。金额是字符串，分数是数字；不知道的是 null。',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'jiheng-session', description: '改动的请求还要带 x-csrf-token' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'status', 'detail'],
          properties: { type: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
        },
      },
    },
  }
}

function operation({ id, title, method, path, access, body, query, upload }: Endpoint): unknown {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
  return {
    operationId: id,
    summary: title,
    ...(typeof access === 'string' ? {} : { description: `角色：${access.join('、')}` }),
    security: access === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    parameters: [
      ...names.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: name === 'region' || name === 'unit' ? { type: 'integer' } : { type: 'string', format: 'uuid' },
      })),
      ...(query ? questions(query) : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } },
          },
        }
      : {}),
    ...(upload
      ? {
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : {}),
    responses: { [method === 'POST' ? '201' : '200']: { description: '做成了' }, default: PROBLEM },
  }
}

/** What may stand behind the question mark: types as the endpoint reads them, needed only where there is no default. */
function questions(query: z.ZodType): readonly unknown[] {
  const { properties = {} } = z.toJSONSchema(query, { io: 'output', unrepresentable: 'any' })
  const { required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}
