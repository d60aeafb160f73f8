import { Branding } from '@lembur/contracts/identity'
import { Configuration, NameBrandImage, UpdateConfiguration } from '@lembur/contracts/system'
import { removeBrandImage } from '@lembur/domain/brand'
import { branding, getConfiguration, updateConfiguration } from '@lembur/domain/configuration'
import { can, everyone, openRest, rest, router } from '../trpc.ts'

const tag = 'Configuration'
const path = '/v1/system-configuration'

export const configuration = router({
  branding: everyone
    .meta(openRest('GET', `${path}/branding`, tag, 'What anyone may know before signing in'))
    .output(Branding)
    .query(({ ctx }) => branding(ctx.gate.services, ctx.now)),

  get: can('configuration.update')
    .meta(rest('GET', path, tag, 'What the organisation has set'))
    .output(Configuration)
    .query(({ ctx }) => getConfiguration(ctx.domain)),

  update: can('configuration.update')
    .meta(rest('PATCH', path, tag, 'Change what the organisation has set'))
    .input(UpdateConfiguration)
    .output(Configuration)
    .mutation(({ ctx, input }) => updateConfiguration(ctx.domain, input)),

  removeImage: can('configuration.update')
    .meta(rest('DELETE', `${path}/images/{kind}`, tag, 'Take a picture away; the product’s own is shown again'))
    .input(NameBrandImage)
    .output(NameBrandImage)
    .mutation(({ ctx, input }) => removeBrandImage(ctx.domain, input)),
})
