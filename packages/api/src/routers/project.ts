import { ById } from '@lembur/contracts/ids'
import { CreateProject, ListProjects, Project, ProjectList, UpdateProject } from '@lembur/contracts/people'
import { createProject, getProject, listProjects, removeProject, updateProject } from '@lembur/domain/project'
import { can, rest, router } from '../trpc.ts'

const tag = 'Projects'
const path = '/v1/projects'

export const project = router({
  list: can('project.read')
    .meta(rest('GET', path, tag, 'The projects of the organisation'))
    .input(ListProjects)
    .output(ProjectList)
    .query(({ ctx, input }) => listProjects(ctx.domain, input)),

  create: can('project.create')
    .meta(rest('POST', path, tag, 'Add a project'))
    .input(CreateProject)
    .output(Project)
    .mutation(({ ctx, input }) => createProject(ctx.domain, input)),

  get: can('project.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One project'))
    .input(ById)
    .output(Project)
    .query(({ ctx, input }) => getProject(ctx.domain, input)),

  update: can('project.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change a project'))
    .input(UpdateProject)
    .output(Project)
    .mutation(({ ctx, input }) => updateProject(ctx.domain, input)),

  remove: can('project.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete a project that nothing refers to'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removeProject(ctx.domain, input)),
})
