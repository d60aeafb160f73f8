import {
  Connection,
  ConnectionList,
  ConnectionOf,
  RemoveConnection,
  SaveConnection,
  TestConnection,
  TestedConnection,
} from '@lembur/contracts/connections'
import { getConnection, listConnections, removeConnection, saveConnection, testConnection } from '@lembur/domain/connection'
import { can, rest, router } from '../trpc.ts'

const tag = 'Connections'
const path = '/v1/connections'

export const connection = router({
  list: can('connection.update')
    .meta(rest('GET', path, tag, 'The services that the organisation connects to, and the share in use'))
    .output(ConnectionList)
    .query(({ ctx }) => listConnections(ctx.domain)),

  get: can('connection.update')
    .meta(rest('GET', `${path}/{kind}`, tag, 'A connection, without its secret'))
    .input(ConnectionOf)
    .output(Connection)
    .query(({ ctx, input }) => getConnection(ctx.domain, input)),

  save: can('connection.update')
    .meta(rest('POST', `${path}/{kind}`, tag, 'Set a connection up, or change it'))
    .input(SaveConnection)
    .output(Connection)
    .mutation(({ ctx, input }) => saveConnection(ctx.domain, input)),

  test: can('connection.update')
    .meta(rest('POST', `${path}/{kind}/test`, tag, 'Try a connection as given, or as stored'))
    .input(TestConnection)
    .output(TestedConnection)
    .mutation(({ ctx, input }) => testConnection(ctx.domain, input)),

  remove: can('connection.update')
    .meta(rest('DELETE', `${path}/{kind}`, tag, 'Take a connection away'))
    .input(RemoveConnection)
    .output(ConnectionOf)
    .mutation(({ ctx, input }) => removeConnection(ctx.domain, input)),
})
