import { defineFeature } from '@/app/feature.ts'

export default defineFeature({
  routes: [
    {
      path: '/people',
      component: () => import('./pages/EmployeesPage.vue'),
      meta: { permission: 'employee.read', title: 'people.employees' },
    },
    {
      path: '/people/departments',
      component: () => import('./pages/DepartmentsPage.vue'),
      meta: { permission: 'department.read', title: 'people.departments' },
    },
    {
      path: '/people/wages',
      component: () => import('./pages/WagesPage.vue'),
      meta: { permission: 'wage.read', title: 'wages.people' },
    },
    {
      path: '/projects',
      component: () => import('./pages/ProjectsPage.vue'),
      meta: { permission: 'project.read', title: 'people.projects' },
    },
  ],
  menu: [
    {
      name: 'people',
      group: 'setup',
      order: 10,
      to: '/people',
      icon: 'i-lucide-id-card',
      label: 'people.title',
      permission: 'employee.read',
    },
    {
      name: 'projects',
      group: 'setup',
      order: 20,
      to: '/projects',
      icon: 'i-lucide-folder-kanban',
      label: 'people.projects',
      permission: 'project.read',
    },
  ],
})
