// The one-way street of the code. Each rule says why it is there; a change of a rule is a decision record.
// contracts ← rules ← db ← domain ← api ← apps/server; jobs, reports and the client have lanes of their own.

const { join } = require('node:path')

/** A package of ours may import only the listed ones. */
const onlyImports = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(packages|apps|e2e|bench|scripts)/', pathNot: [from, ...allowed.map((each) => `^packages/${each}/`)] },
})

const testCode = '\\.(test|spec)\\.ts$|/testing/|/__tests__/'
module.exports = {
  forbidden: [
    onlyImports(
      'contracts-stand-alone',
      '^packages/contracts/',
      [],
      'Contracts are the shared language: whoever imports them must not get anything else along.',
    ),
    onlyImports(
      'rules-know-contracts',
      '^packages/rules/',
      ['contracts'],
      'Rules are pure arithmetic, the same in the form and in the server.',
    ),
    onlyImports(
      'jobs-know-contracts',
      '^packages/jobs/',
      ['contracts'],
      'A job is a definition that both sides import: the one that enqueues and the one that runs.',
    ),
    onlyImports(
      'reports-know-contracts',
      '^packages/reports/',
      ['contracts'],
      'Reports turn rows into bytes: where the rows come from is none of their business.',
    ),
    onlyImports(
      'providers-know-contracts',
      '^packages/providers/',
      ['contracts'],
      'Providers speak the protocols of services outside: whom the answers let in is for the domain to say.',
    ),
    onlyImports(
      'db-below-domain',
      '^packages/db/',
      ['contracts', 'rules', 'jobs'],
      'The database knows shapes and queues, never what the business does with them.',
    ),
    onlyImports(
      'domain-below-the-edge',
      '^packages/domain/',
      ['contracts', 'rules', 'db', 'jobs'],
      'A verb must work the same from tRPC, REST, a job and the command line: it knows none of them.',
    ),
    onlyImports(
      'api-translates',
      '^packages/api/',
      ['contracts', 'rules', 'domain', 'jobs', 'db/src/(testing|embedded)'],
      'The edge asks the domain. A query or a workbook here would be a second way around permission and audit.',
    ),
    {
      name: 'api-tests-only-reach-db',
      comment: 'The edge needs the test database in its tests; its product code asks the domain.',
      severity: 'error',
      from: { path: '^packages/api/src/', pathNot: testCode },
      to: { path: '^packages/db/' },
    },
    onlyImports(
      'server-serves',
      '^apps/server/',
      ['contracts', 'db', 'domain', 'jobs', 'reports', 'providers', 'api'],
      'The server wires the edge to a port. It shares nothing with worker, command line and client.',
    ),
    onlyImports(
      'worker-works',
      '^apps/worker/',
      ['contracts', 'rules', 'db', 'domain', 'jobs', 'reports', 'providers'],
      'The worker runs verbs from the queue: it needs no edge.',
    ),
    onlyImports(
      'cli-administers',
      '^apps/cli/',
      ['contracts', 'rules', 'db', 'domain', 'jobs', 'reports', 'providers'],
      'The command line runs verbs as an administrator: it needs no edge.',
    ),
    {
      name: 'web-stays-in-the-browser',
      comment:
        'The client gets data by the wire alone. Anything but contracts, rules and the type of the router would pull the server into the browser.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(packages|apps|e2e|bench|scripts)/', pathNot: ['^apps/web/', '^packages/(contracts|rules|api)/'] },
    },
    {
      name: 'web-takes-only-types-from-api',
      comment: 'The type of the router keeps client and server in step and leaves no code behind; a value would.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^packages/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-features-never-meet',
      comment: 'A page can be read, moved and removed on its own. What two features share belongs in parts, app or composables.',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'domain-features-meet-by-index',
      comment: 'The public face of a feature is its verbs. What is behind index.ts may change without asking the neighbours.',
      severity: 'error',
      from: { path: '^packages/domain/src/([^/]+)/' },
      to: {
        path: '^packages/domain/src/[^/]+/',
        pathNot: ['^packages/domain/src/$1/', '^packages/domain/src/[^/]+/index\\.ts$', '^packages/domain/src/testing/'],
      },
    },
    {
      name: 'kernel-knows-no-feature',
      comment: 'Every feature stands on the kernel; the kernel on a feature would be a circle.',
      severity: 'error',
      from: { path: '^packages/domain/src/kernel/', pathNot: testCode },
      to: { path: '^packages/domain/src/(?!kernel/)[^/]+/' },
    },
    {
      name: 'no-node-in-a-browser',
      comment: 'Contracts and rules run in the client too, where there is no Node.',
      severity: 'error',
      from: { path: '^packages/(contracts|rules)/', pathNot: testCode },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-database-in-a-browser',
      comment: 'A driver, a web server or a workbook writer in contracts or rules would end up in the client.',
      severity: 'error',
      from: { path: '^packages/(contracts|rules)/', pathNot: testCode },
      to: { path: 'node_modules/(drizzle-orm|postgres|pg-boss|exceljs|fastify|@node-rs|xlsx|@e965)/' },
    },
    {
      name: 'tests-stay-tests',
      comment: 'Product code that leans on test code ships it.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: testCode },
      to: { path: testCode },
    },
    {
      name: 'nobody-imports-the-tools',
      comment: 'Scripts, measurements and browser tests use the product; the product does not know them.',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { path: '^(scripts|bench|e2e)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere is a package missing from package.json, or a file that is gone.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?' },
    },
    {
      name: 'packages-are-declared',
      comment: 'What a package uses stands in its own package.json: otherwise it works only as long as a neighbour brings it along.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: [testCode, '^apps/web/vite/', '\\.config\\.ts$', '\\.d\\.ts$'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|\\.data)/' },
    // Knows the client's alias `@`.
    tsConfig: { fileName: join(__dirname, 'apps/web/tsconfig.json') },
    // Imports of types count for the street too.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
}
